import { addBlocks, type BlockPlace } from './block-writes'
import { storageFault } from './storage-fault'
import { textHashes } from '../core/row-hashes'
import { pieceSize } from '../core/text-block'
import type { NumberedBlocks, Written } from './store'
import { sealedBlock, sealedBytes } from './stored'

/** What stores texts while a large import is read. */
export interface Disk {
  /** Gets ready for work that will come. */
  readonly begin: () => void
  /**
   * Stores blocks, and the batch and its columns as `packedColumns` makes them where they are given. All of it is handed
   * over and not to be used any more. Rejects with what `storageFault` makes of a failure.
   */
  readonly keep: (
    place: BlockPlace,
    blocks: NumberedBlocks,
    columns: Uint8Array<ArrayBuffer> | null,
  ) => Promise<Written>
}

/** In this thread. */
export const ownDisk: Disk = {
  begin: () => undefined,
  async keep(place, blocks, columns) {
    const hashes = blocks.map(([, block]) => textHashes(block))
    const records = await Promise.all(
      blocks.map(async ([index, block]) => ({ index, ...(await sealedBlock(block)) })),
    )
    const sealed = columns && (await sealedBytes(columns))
    try {
      await addBlocks(place, records, sealed)
    } catch (error) {
      // Here, as errors do not survive the way between workers as what they are.
      throw storageFault(error)
    }
    const texts = blocks.flatMap(([, { titles, texts, details }]) => [titles, texts, details])
    const pieces = texts.flatMap((text) => text.pieces)
    return { hashes, spare: pieces.filter(({ length }) => length === pieceSize) }
  },
}
