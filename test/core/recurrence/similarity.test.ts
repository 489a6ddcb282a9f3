import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { similarities, storyOf } from '../../../src/core/recurrence/similarity'
import { stem } from '../../../src/core/recurrence/terms'

const words = ['certificate', 'replica', 'router', 'queue', 'deploy', 'cluster', 'disk', 'cache']
const anyText = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' '))

describe('stem', () => {
  it.each([
    ['certificates', 'certificat'],
    ['rotation', 'rotation'],
    ['configuration', 'configurat'],
    ['processes', 'process'],
    ['access', 'access'],
    ["node's", 'node'],
    ['mapped', 'map'],
    ['called', 'call'],
    ['queries', 'query'],
    ['core', 'core'],
  ])('brings "%s" down to "%s"', (token, expected) => {
    expect(stem(token)).toBe(expected)
  })
})

describe('similarities', () => {
  it('is 1 for a story and itself, symmetric, and within 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), (texts) => {
        const stories = texts.map((text) => storyOf('', text))
        const matrix = similarities(stories)
        const size = stories.length
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const value = matrix[i * size + j] ?? NaN
            expect(value).toBe(matrix[j * size + i])
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1 + 1e-12)
          }
        // A text that names no concept reaches only half of it.
        stories.forEach((story, i) => {
          const own = story.terms.size === 0 ? 0 : story.hits.length > 0 ? 1 : 0.5
          expect(matrix[i * size + i]).toBeCloseTo(own, 12)
        })
      }),
    )
  })

  it('counts the same words for less when the causes differ', () => {
    const alike = ['checkout worker replica stalled', 'checkout worker replica stalled again today']
    const apart = ['checkout worker replica stalled', 'checkout worker certificate stalled today']
    const value = (texts: string[]) => similarities(texts.map((text) => storyOf('', text)))[1] ?? 0
    expect(value(alike)).toBeGreaterThan(value(apart))
  })

  it('ignores words too rare to tell anything', () => {
    const matrix = similarities([storyOf('', 'zyxwab'), storyOf('', 'zyxwab')])
    expect([...matrix]).toEqual([0, 0, 0, 0])
  })
})
