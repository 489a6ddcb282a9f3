import { addBlocks, type BlockPlace } from './block-writes'
import { sha256 } from './checksum'
import { storageFault } from './storage-fault'
import type { NumberedBlocks } from './store'
import { sealedBlock } from './stored'

/** A piece of a file. */
export interface Piece {
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>
  /** SHA-256 in hex, which comes later. */
  readonly sha256: Promise<string>
}

/** What a large import has done beside its reading: bytes are fetched ahead, texts sealed and stored behind. */
export interface Disk {
  readonly read: (file: Blob, from: number, to: number) => Piece
  /** Stores blocks, which are handed over and not to be used any more. Rejects with what `storageFault` makes of a failure. */
  readonly keep: (place: BlockPlace, blocks: NumberedBlocks) => Promise<void>
}

/** All of it in this thread. */
export const ownDisk: Disk = {
  read(file, from, to) {
    const bytes = file
      .slice(from, to)
      .arrayBuffer()
      .then((buffer) => new Uint8Array(buffer))
    return { bytes, sha256: bytes.then(sha256) }
  },
  async keep(place, blocks) {
    const records = await Promise.all(
      blocks.map(async ([index, block]) => ({ index, ...(await sealedBlock(block)) })),
    )
    try {
      await addBlocks(place, records)
    } catch (error) {
      // Here, as errors do not survive the way between workers as what they are.
      throw storageFault(error)
    }
  },
}
