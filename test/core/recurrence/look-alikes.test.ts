import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageLink, lookAlikes, mostStories } from '../../../src/core/recurrence/look-alikes'

const certificate = {
  title: 'Payment gateway refused connections',
  text: 'The TLS certificate of the payment gateway expired because renewal was disabled.',
}
const renewal = {
  title: 'Payment gateway unreachable',
  text: 'Renewal of the TLS certificate was skipped, so the payment gateway certificate expired.',
}
const disk = {
  title: 'Search was slow',
  text: 'A full disk on the index host slowed queries. The hardware was replaced.',
}

const vocabulary = ['tls', 'certificate', 'replica', 'router', 'queue', 'deploy', 'disk', 'cache']
const anyRecord = fc.record({
  title: fc.constantFrom('Search', 'Checkout', ''),
  text: fc.array(fc.constantFrom(...vocabulary), { maxLength: 6 }).map((words) => words.join(' ')),
})

describe('lookAlikes', () => {
  it('puts nearly the same story together and leaves another one alone', () => {
    expect(
      lookAlikes([
        { id: 'c', ...disk },
        { id: 'b', ...renewal },
        { id: 'a', ...certificate },
      ]),
    ).toEqual([['a', 'b'], ['c']])
  })

  it('keeps records of the same words together, whatever their words', () => {
    const record = { title: 'qqvx zzyw', text: '' }
    expect(
      lookAlikes([
        { id: '2', ...record },
        { id: '1', ...record },
      ]),
    ).toEqual([['1', '2']])
  })

  it('does not call two records alike that say nothing', () => {
    const record = { title: '', text: '' }
    expect(
      lookAlikes([
        { id: '1', ...record },
        { id: '2', ...record },
      ]),
    ).toEqual([['1'], ['2']])
  })

  it('gives the same groups in any order, with every record in one of them', () => {
    const shuffled = fc
      .array(anyRecord, { maxLength: 12 })
      .map((list) => list.map((record, at) => ({ id: `r${at}`, ...record })))
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const groups = lookAlikes(list)
        expect(lookAlikes(other)).toEqual(groups)
        expect(groups?.flat().sort()).toEqual(list.map(({ id }) => id).sort())
      }),
    )
  })

  it('says nothing when there are too many distinct stories', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `${at}`, title: `host h${at}`, text: '' }))
    expect(lookAlikes(many(mostStories + 1))).toBeNull()
  })
})

describe('averageLink', () => {
  it('joins by the average, so that one good link does not chain a third item in', () => {
    const matrix = Float64Array.from([1, 0.9, 0, 0.9, 1, 0.5, 0, 0.5, 1])
    expect(averageLink(matrix.slice(), 3, 0.3)).toEqual([[0, 1], [2]])
    expect(averageLink(matrix.slice(), 3, 0.25)).toEqual([[0, 1, 2]])
  })

  it('agrees with joining the closest pair step by step', () => {
    const matrices = fc.integer({ min: 1, max: 9 }).chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.uniqueArray(fc.integer({ min: 1, max: 999_983 }), {
          minLength: (size * (size - 1)) / 2,
          maxLength: (size * (size - 1)) / 2,
        }),
      ),
    )
    fc.assert(
      fc.property(matrices, ([size, values]) => {
        const pairs = [...values]
        const matrix = new Float64Array(size * size)
        for (let i = 0; i < size; i++)
          for (let j = 0; j < i; j++) {
            const value = (pairs.pop() ?? 0) / 1_000_000
            matrix[i * size + j] = value
            matrix[j * size + i] = value
          }
        const found = averageLink(matrix.slice(), size, 0.4)
        expect(inOrder(found)).toEqual(inOrder(closestFirst(matrix, size, 0.4)))
      }),
    )
  })
})

function closestFirst(matrix: Float64Array, size: number, threshold: number): number[][] {
  const clusters = Array.from({ length: size }, (_, item) => [item])
  for (;;) {
    let best = { value: -1, i: 0, j: 0 }
    clusters.forEach((one, i) =>
      clusters.slice(0, i).forEach((two, j) => {
        const links = one.flatMap((a) => two.map((b) => matrix[a * size + b] ?? 0))
        const value = links.reduce((sum, link) => sum + link, 0) / links.length
        if (value > best.value) best = { value, i, j }
      }),
    )
    if (best.value < threshold) return clusters
    const [gone = []] = clusters.splice(best.i, 1)
    clusters[best.j]?.push(...gone)
  }
}

/** Items of one digit, as texts in order. */
function inOrder(clusters: readonly (readonly number[])[]): string[] {
  return clusters.map((items) => items.map(String).sort().join(' ')).sort()
}
