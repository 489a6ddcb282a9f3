import type { Frame } from '../core/frame'
import { columnHashes, rowHashes, textHashes, type RowHashes } from '../core/row-hashes'
import type { TextBlock } from '../core/text-block'
import type { NumberedBlocks, Store } from './store'

/** Bytes of texts that are held while others are read. */
const mostHeld = 64_000_000
/** An import with fewer is stored in one step when it is kept. */
const fewBytes = 2_000_000
/** Writes that are not waited for. */
const mostUnderWay = 8

/**
 * The texts of an import, block by block. They are held while it is read, so that the writing does not slow the reading
 * down; of a very large one the first ones are written meanwhile.
 */
export class HeldTexts {
  /** Pieces of blocks that were written, for others to be packed in. */
  readonly spare: Uint8Array<ArrayBuffer>[] = []
  readonly #store: Store
  readonly #batchId: string
  #held: [index: number, block: TextBlock][] = []
  #heldBytes = 0
  #bytes = 0
  #count = 0
  /** Of the blocks that were written. */
  readonly #hashes = new Map<number, RowHashes>()
  readonly #underWay = new Set<Promise<void>>()
  readonly #failures: unknown[] = []

  constructor(store: Store, batchId: string) {
    this.#store = store
    this.#batchId = batchId
  }

  /** Those that are not written. */
  get blocks(): NumberedBlocks {
    return this.#held
  }

  get areMany(): boolean {
    return this.#bytes >= fewBytes
  }

  get failed(): boolean {
    return this.#failures.length > 0
  }

  /** Throws why they could not be written. */
  check(): void {
    if (this.failed) throw this.#failures[0]
  }

  add(block: TextBlock): void {
    this.#held.push([this.#count++, block])
    if (!this.areMany && this.#bytes + bytesOf(block) >= fewBytes) this.#store.begin(this.#batchId)
    this.#bytes += bytesOf(block)
    this.#heldBytes += bytesOf(block)
    // The first block stays: its records are shown before they are kept.
    while (this.#heldBytes > mostHeld && this.#held.length > 1) this.#write(1)
  }

  /** A store that is slower than the reading is waited for: else all texts would lie in memory. */
  async room(): Promise<void> {
    while (this.#underWay.size > mostUnderWay) await Promise.race(this.#underWay)
  }

  /** Begins to write all that is held. */
  writeAll(): void {
    while (this.#held.length > 0) this.#write(0)
  }

  /** The share of the texts in the hashes of the rows, block by block. Rejects with why they could not be written. */
  async hashes(): Promise<readonly RowHashes[]> {
    await Promise.all(this.#underWay)
    this.check()
    for (const [index, block] of this.#held) this.#hashes.set(index, textHashes(block))
    return Array.from({ length: this.#count }, (_, index) => this.#hashes.get(index)!)
  }

  #write(at: number): void {
    const [numbered] = this.#held.splice(at, 1)
    if (!numbered) return
    this.#heldBytes -= bytesOf(numbered[1])
    const written = this.#store
      .writeAhead(this.#batchId, [numbered])
      .then(
        ({ hashes, spare }) => {
          this.#hashes.set(numbered[0], hashes[0]!)
          this.spare.push(...spare)
        },
        (error) => void this.#failures.push(error),
      )
      .finally(() => this.#underWay.delete(written))
    this.#underWay.add(written)
  }
}

function bytesOf({ titles, texts, details }: TextBlock): number {
  let bytes = 0
  for (const { pieces } of [titles, texts, details])
    for (const { length } of pieces) bytes += length
  return bytes
}

/** The hashes of the rows of an import, reckoned when they are asked for: nobody waits for them while it is looked at. */
export class LateHashes {
  readonly #frame: Frame
  readonly #texts: HeldTexts
  #columns: RowHashes | null = null
  #rows: Promise<RowHashes> | null = null

  constructor(frame: Frame, texts: HeldTexts) {
    this.#frame = frame
    this.#texts = texts
  }

  /** Reckons what does not rest on the texts now, and the rest once these are written. */
  begin(): void {
    this.rows().catch(() => undefined)
  }

  /** Rejects with why the texts could not be written. */
  rows(): Promise<RowHashes> {
    this.#columns ??= columnHashes(this.#frame)
    const columns = this.#columns
    return (this.#rows ??= this.#texts.hashes().then((texts) => rowHashes(columns, texts)))
  }
}
