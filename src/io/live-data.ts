import { incidentAt, blockTexts, spanStarts } from '../core/frame-reader'
import type { Frame } from '../core/frame'
import type { Incident } from '../core/incident'
import { joinFrames, rowOffsets } from '../core/live'
import { blockSize, packText, unpackText, type TextBlock } from '../core/text-block'
import type { StoredBatch } from './store'

/** All batches of what is open as one frame, with its texts at hand. */
export interface LiveData {
  readonly frame: Frame
  readonly ids: readonly string[]
  readonly starts: Uint32Array
  /** The block a row lies in, numbered as in the frame. A damaged one comes back with words that say so. */
  readonly readBlock: (row: number) => Promise<TextBlock>
  /** Row of the record that counts under this id, or undefined. */
  readonly rowOf: (id: string) => number | undefined
  /** The two words of `RowHashes` of a row. */
  readonly hashOf: (row: number) => readonly [number, number]
  readonly readIncident: (id: string) => Promise<Incident | null>
  /** The titles of these rows, block after block. */
  readonly readTitles: (rows: Iterable<number>) => Promise<ReadonlyMap<number, string>>
}

const keptBlocks = 24

/** Joins batches. `readBlock` reads a batch's own block; `onDamage` is told how many rows a damaged one held, and which it is. */
export function liveData(
  batches: readonly StoredBatch[],
  readBlock: (batchId: string, index: number) => Promise<TextBlock | null>,
  onDamage: (rows: number, block: string) => void,
): LiveData {
  const frames = batches.map((stored) => stored.frame)
  const frame = joinFrames(frames)
  const offsets = rowOffsets(frames)
  const ids = unpackText(frame.ids)
  const starts = spanStarts(frame)
  const blocks = new Map<string, Promise<TextBlock>>()
  let rows: ReadonlyMap<string, number> | null = null

  const batchAt = (row: number) => {
    let at = offsets.length - 1
    while (at > 0 && offsets[at]! > row) at--
    return at
  }
  const read = async (at: number, index: number): Promise<TextBlock> => {
    const { batch, frame: own } = batches[at]!
    const within = index * blockSize
    const length = Math.min(blockSize, own.incidents.count - within)
    const block = await readBlock(batch.id, index)
    const first = offsets[at]! + within
    if (block && block.titles.ends.length === length) return { ...block, first }
    onDamage(length, `${batch.id} ${index}`)
    return lostTexts(first, length)
  }
  const blockOf = (row: number) => {
    const at = batchAt(row)
    const index = Math.floor((row - offsets[at]!) / blockSize)
    const key = `${at} ${index}`
    const kept = blocks.get(key) ?? read(at, index)
    // The last one asked for is dropped last.
    blocks.delete(key)
    blocks.set(key, kept)
    kept.catch(() => blocks.delete(key))
    if (blocks.size > keptBlocks) blocks.delete(blocks.keys().next().value ?? key)
    return kept
  }
  const rowOf = (id: string) => {
    rows ??= countedRows(frame, ids)
    return rows.get(id)
  }
  return {
    frame,
    ids,
    starts,
    readBlock: blockOf,
    rowOf,
    hashOf(row) {
      const at = batchAt(row)
      const { hashes } = batches[at]!
      const word = 2 * (row - offsets[at]!)
      return [hashes[word]!, hashes[word + 1]!]
    },
    async readTitles(rows) {
      const titles = new Map<number, string>()
      let block: TextBlock | null = null
      let decoded: readonly string[] = []
      for (const row of [...rows].sort((a, b) => a - b)) {
        const next = await blockOf(row)
        if (next !== block) decoded = unpackText(next.titles)
        block = next
        titles.set(row, decoded[row - next.first] ?? '')
      }
      return titles
    },
    async readIncident(id) {
      const row = rowOf(id)
      if (row === undefined) return null
      return incidentAt(frame, row, ids, starts, blockTexts(await blockOf(row)))
    },
  }
}

function countedRows(frame: Frame, ids: readonly string[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  const { superseded } = frame.incidents
  for (let row = 0; row < ids.length; row++) if (!superseded?.[row]) rows.set(ids[row]!, row)
  return rows
}

function lostTexts(first: number, length: number): TextBlock {
  const empty = packText(Array.from({ length }, () => ''))
  const titles = packText(Array.from({ length }, () => '(title damaged in storage)'))
  return { first, titles, texts: empty, details: empty }
}
