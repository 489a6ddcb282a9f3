export interface Clock {
  /** ms since midnight, 24:00 and a leap second included. */
  readonly ms: number
  readonly leap: boolean
  /** Fractions of a millisecond were stated. */
  readonly cut: boolean
  /** Index of the character after the time. */
  readonly next: number
}

const separator = /[Tt]|:(?=\d{2}:\d{2}:\d{2})|\s*(?:,|-|–|\bat\b|@)?\s+/y
const forms: readonly RegExp[] = [
  /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?(?:\s?([AaPp])\.?\s?[Mm]\b\.?)?/y,
  // With dots only to the second: "10.30" may be anything.
  /(\d{1,2})\.(\d{2})\.(\d{2})(?:[.,](\d{1,12}))?(?:\s?([AaPp])\.?\s?[Mm]\b\.?)?/y,
  /(\d{2})(\d{2})(\d{2})?(?=$|[Zz+-])/y,
]

function found(text: string, from: number): RegExpExecArray | null {
  for (const form of forms) {
    form.lastIndex = from
    const one = form.exec(text)
    if (one) return one
  }
  return null
}

/** Reads the time of day behind a date that ends at `from`. Null for anything else. */
export function clockAt(
  text: string,
  from: number,
): Clock | { readonly problem: 'no-such-time'; readonly message: string } | null {
  separator.lastIndex = from
  if (!separator.test(text)) return null
  const at = separator.lastIndex
  const clock = found(text, at)
  if (!clock) return null
  const [all, hourText = '', minuteText = '', secondText = '0', fraction = '', half] = clock
  let hour = Number(hourText)
  const minute = Number(minuteText)
  const second = Number(secondText)
  const none = { problem: 'no-such-time', message: 'the time of day does not exist' } as const
  if (half) {
    if (hour < 1 || hour > 12) return none
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  if (minute > 59 || second > 60 || hour > 24) return none
  if (hour === 24 && (minute > 0 || second > 0 || Number(fraction) > 0)) return none
  return {
    ms: ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)),
    leap: second === 60,
    cut: fraction.length > 3,
    next: at + all.length,
  }
}
