import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const css = readFileSync(fileURLToPath(new URL('../../src/ui/theme.css', import.meta.url)), 'utf8')

/** Every colour token as its light and its dark value. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((one, other) => one - other)
  return (high + 0.05) / (low + 0.05)
}

const papers = ['paper', 'paper-raised', 'paper-sunken']
const texts = ['ink', 'ink-soft', 'ink-faint', 'accent', 'met', 'risk', 'missed']
const marks = ['no-data', 'line-strong', ...Array.from({ length: 13 }, (_, i) => `cause-${i + 1}`)]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const color = (name: string) => {
    const token = tokens.get(name)
    if (!token) throw new Error(`theme.css has no colour --${name}`)
    return token[theme]
  }

  test.each(texts)('the text colour %s can be read on every paper', (name) => {
    for (const paper of papers)
      expect(contrast(color(name), color(paper)), paper).toBeGreaterThanOrEqual(4.5)
  })

  test.each(marks)('the mark colour %s stands out from every paper', (name) => {
    for (const paper of papers)
      expect(contrast(color(name), color(paper)), paper).toBeGreaterThanOrEqual(3)
  })

  test('the words on the accent can be read', () => {
    expect(contrast(color('accent-ink'), color('accent'))).toBeGreaterThanOrEqual(4.5)
  })

  test('no two causes share a colour', () => {
    const colors = marks.filter((name) => name.startsWith('cause-')).map(color)
    expect(new Set(colors).size).toBe(13)
  })
})

test('contrast of black on white is the largest there is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
})
