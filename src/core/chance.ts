/** How often chance alone gives a result with this p, in words: `4 times in 10`, `less than once in 1,000`. */
export function chance(p: number): string {
  if (p >= 0.95) return 'almost every time'
  if (p >= 0.25) return times(p, 10, '10')
  if (p >= 0.0095) return times(p, 100, '100')
  return p >= 0.00095 ? times(p, 1000, '1,000') : 'less than once in 1,000'
}

function times(p: number, scale: number, shown: string): string {
  const count = Math.round(p * scale)
  return count === 1 ? `once in ${shown}` : `${count} times in ${shown}`
}

/** A figure in a sentence, to about three digits: `0.39`, `7.5`, `120`. */
export function figure(value: number): string {
  const size = Math.abs(value)
  const text = value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
  return (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
    .replace('-', '−')
    .replace(/^−0$/, '0')
}

/** `1 incident`, `3 incidents`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
