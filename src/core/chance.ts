/** How often chance alone gives a result with this p, in words: `4 times in 10`, `less than once in 1,000`. */
export function chance(p: number): string {
  if (p >= 0.95) return 'almost every time'
  if (p >= 0.25) return times(p, 10)
  if (p >= 0.0095) return times(p, 100)
  return p >= 0.00095 ? times(p, 1000) : 'less than once in 1,000'
}

function times(p: number, scale: number): string {
  const count = Math.round(p * scale)
  return `${count === 1 ? 'once' : `${count} times`} in ${figure(scale)}`
}

/** A figure in a sentence, to about three digits: `0.39`, `7.5`, `1,598`. */
export function figure(value: number): string {
  const size = Math.abs(value)
  const [whole = '', part = ''] = size.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2).split('.')
  const rest = part.replace(/0+$/, '')
  const text = whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + (rest === '' ? '' : `.${rest}`)
  return value < 0 && text !== '0' ? `−${text}` : text
}

/** `1 incident`, `3 incidents`. */
export function counted(value: number, noun: string): string {
  const text = figure(value)
  return `${text} ${noun}${text === '1' ? '' : 's'}`
}
