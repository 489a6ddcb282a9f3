import { similarities, storyOf, type Story } from './similarity'

/** A record by what it tells. */
export interface Telling {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** Different stories that are compared at most; texts of the same words count once. */
export const mostStories = 2_000

const alike = 0.12

/**
 * Groups of ids whose records tell nearly the same story, singletons included: average-link clustering of the distinct
 * stories, cut at similarity 0.12. Does not depend on the order of `records`. Groups come largest first, then by first
 * id. Null for more than `mostStories` distinct stories: nothing is said about those yet.
 */
export function lookAlikes(records: readonly Telling[]): readonly (readonly string[])[] | null {
  const told = new Map<string, { story: Story; ids: string[] }>()
  const silent: string[][] = []
  for (const { id, title, text } of records) {
    const story = storyOf(title, text)
    const same = told.get(story.key)
    // Two records that say nothing are not alike.
    if (story.key === '') silent.push([id])
    else if (same) same.ids.push(id)
    else told.set(story.key, { story, ids: [id] })
    if (told.size > mostStories) return null
  }
  const distinct = [...told.values()].sort((a, b) => compareText(a.story.key, b.story.key))
  const clusters = averageLink(
    similarities(distinct.map(({ story }) => story)),
    distinct.length,
    alike,
  )
  const groups = clusters.map((rows) => rows.flatMap((row) => distinct[row]?.ids ?? []))
  return [...groups, ...silent]
    .map((ids) => ids.sort(compareText))
    .sort((a, b) => b.length - a.length || compareText(a[0] ?? '', b[0] ?? ''))
}

/**
 * Average-link agglomeration of `size` items by a symmetric matrix of similarities, stopped below `threshold`, as lists
 * of items. Nearest-neighbour chains, O(size²); ties go to the lower item. A cluster whose nearest neighbour is below
 * the threshold is finished: later merges never bring another one nearer. Overwrites the matrix.
 * Source: Murtagh 1983; Lance & Williams 1967.
 */
export function averageLink(
  matrix: Float64Array,
  size: number,
  threshold: number,
): readonly (readonly number[])[] {
  const members: (readonly number[])[] = Array.from({ length: size }, (_, item) => [item])
  const open = new Set(members.keys())
  const chain: number[] = []
  while (open.size > 0) {
    const [first = 0] = open
    const last = chain.at(-1) ?? first
    if (chain.length === 0) chain.push(last)
    const before = chain.at(-2)
    let nearest = before ?? -1
    let best = before === undefined ? -Infinity : (matrix[last * size + before] ?? 0)
    for (const other of open) {
      const value = matrix[last * size + other] ?? 0
      if (other === last || value < best) continue
      // A tie with the one before closes the chain: otherwise it could walk in circles.
      if (value === best && (other > nearest || nearest === before)) continue
      best = value
      nearest = other
    }
    if (best < threshold) {
      open.delete(last)
      chain.pop()
    } else if (nearest !== before) chain.push(nearest)
    else {
      chain.length -= 2
      merge(Math.min(last, nearest), Math.max(last, nearest))
    }
  }
  return members.filter((items) => items.length > 0)

  function merge(kept: number, gone: number): void {
    const one = members[kept] ?? []
    const two = members[gone] ?? []
    const all = one.length + two.length
    open.delete(gone)
    for (const other of open) {
      if (other === kept) continue
      const a = (matrix[kept * size + other] ?? 0) * one.length
      const b = (matrix[gone * size + other] ?? 0) * two.length
      matrix[kept * size + other] = (a + b) / all
      matrix[other * size + kept] = (a + b) / all
    }
    members[kept] = [...one, ...two]
    members[gone] = []
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
