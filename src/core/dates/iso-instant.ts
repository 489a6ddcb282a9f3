import { dayStart, monthLength } from './calendar'

const longest = 24
const letters = new Uint8Array(longest)

/**
 * Epoch ms of exactly `yyyy-mm-ddThh:mm:ssZ`, the same with `.mmm`, or without seconds; NaN for everything
 * else, for a day or time that does not exist and outside 1990–2100. It reads what most files hold, five times as
 * fast as `instant`, which gives the same result.
 */
export function isoInstant(text: string): number {
  const { length } = text
  if (length > longest) return Number.NaN
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at)
    letters[at] = unit < 128 ? unit : 0
  }
  return isoInstantIn(letters, 0, length)
}

/** The same for the ASCII from `from` to before `to`. */
export function isoInstantIn(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from
  if ((length !== 20 && length !== 24 && length !== 17) || bytes[to - 1] !== 90) return Number.NaN
  if (
    bytes[from + 4] !== 45 ||
    bytes[from + 7] !== 45 ||
    bytes[from + 10] !== 84 ||
    bytes[from + 13] !== 58
  )
    return Number.NaN
  const century = two(bytes, from)
  const yearOfCentury = two(bytes, from + 2)
  const month = two(bytes, from + 5)
  const day = two(bytes, from + 8)
  const hour = two(bytes, from + 11)
  const minute = two(bytes, from + 14)
  let second = 0
  let fraction = 0
  if (length > 17) {
    if (bytes[from + 16] !== 58) return Number.NaN
    second = two(bytes, from + 17)
    if (length === 24) {
      const ones = bytes[from + 22]! - 48
      if (bytes[from + 19] !== 46 || ones < 0 || ones > 9) return Number.NaN
      const tens = two(bytes, from + 20)
      if (tens < 0) return Number.NaN
      fraction = tens * 10 + ones
    }
  }
  if (century < 19 || century > 20 || yearOfCentury < 0) return Number.NaN
  const year = century * 100 + yearOfCentury
  if (year < 1990 || day < 1 || day > monthLength(year, month)) return Number.NaN
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return Number.NaN
  return dayStart(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + fraction
}

function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48
  const ones = bytes[at + 1]! - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}
