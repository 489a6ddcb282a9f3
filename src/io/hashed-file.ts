import { UserError } from '../core/issue'
import { textHash } from './checksum'
import { ownDisk, type Disk } from './disk'

const pieceSize = 4 * 1024 * 1024
/** Bytes handed out at a time. */
const shareSize = 1_048_576
/** Pieces that are fetched while one is taken apart. */
const piecesAhead = 3
/** Longest time without a look at the messages, ms. */
const turn = 50

/** A file that is read piece by piece; digests of the pieces are made as they pass. */
export class HashedFile {
  readonly file: File
  readonly #disk: Disk
  readonly #digests: Promise<string>[] = []
  #first: Promise<Uint8Array<ArrayBuffer>> | null = null

  /** `disk` reads what comes after the first piece. */
  constructor(file: File, disk: Disk = ownDisk) {
    this.file = file
    this.#disk = disk
  }

  /**
   * The bytes from the beginning. The next ones come in while these are taken apart; those that are at hand already come
   * without a pause, in which a cancellation would not be heard.
   */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const { size } = this.file
    let heardAt = performance.now()
    const ahead = [this.#piece(0)]
    for (let at = 0; at < size; at += pieceSize) {
      const piece = await ahead.shift()!
      for (let from = 0; from < piece.length; from += shareSize) {
        yield piece.subarray(from, from + shareSize)
        // Only now: many look at the beginning alone.
        while (ahead.length < piecesAhead) {
          const next = at + pieceSize * (ahead.length + 1)
          if (next >= size) break
          ahead.push(this.#piece(next))
        }
        if (performance.now() - heardAt < turn) continue
        await new Promise((resolve) => setTimeout(resolve))
        heardAt = performance.now()
      }
    }
  }

  /** SHA-256 over the digests of its pieces of 4 MB, so that it need not be held whole. What was not read yet is read now. */
  async hash(stopIfCancelled: () => void): Promise<string> {
    for (let at = 0; at === 0 || at < this.file.size; at += pieceSize) {
      stopIfCancelled()
      if (!(at / pieceSize in this.#digests)) await this.#piece(at)
    }
    return textHash((await Promise.all(this.#digests)).join(''))
  }

  #piece(at: number): Promise<Uint8Array<ArrayBuffer>> {
    // The beginning is looked at several times before it is read.
    const piece = at === 0 ? (this.#first ??= this.#read(0)) : this.#read(at)
    // Its failure is told where it is waited for.
    piece.catch(() => undefined)
    return piece
  }

  async #read(at: number): Promise<Uint8Array<ArrayBuffer>> {
    const disk = at === 0 ? ownDisk : this.#disk
    const { bytes, sha256 } = disk.read(this.file, at, at + pieceSize)
    sha256.catch(() => undefined)
    this.#digests[at / pieceSize] ??= sha256
    try {
      return await bytes
    } catch {
      throw new UserError(
        `${this.file.name}: the file cannot be read any more`,
        'It may have been moved, changed or closed to this browser: choose it again.',
      )
    }
  }
}

/** What identifies a set of files whatever their names and order: SHA-256 over the files' hashes in order. */
export async function filesHash(
  files: readonly HashedFile[],
  stopIfCancelled: () => void,
): Promise<string> {
  const hashes: string[] = []
  for (const file of files) hashes.push(await file.hash(stopIfCancelled))
  return textHash(hashes.sort().join(''))
}
