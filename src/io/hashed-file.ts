import { UserError } from '../core/issue'
import { textHash } from './checksum'
import { ownDisk, type Disk, type Piece } from './disk'

const pieceSize = 4 * 1024 * 1024
/** Bytes of the beginning that are kept at hand. */
const headSize = 524_288
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
  #head: Piece | null = null
  #begun: Promise<Uint8Array> | null = null

  /** `disk` reads what comes after the beginning. */
  constructor(file: File, disk: Disk = ownDisk) {
    this.file = file
    this.#disk = disk
  }

  /** Asks for the first piece, so that it is at hand sooner. */
  begin(): void {
    if (this.file.size > headSize) this.#begun = this.#piece(0)
  }

  /**
   * The bytes from the beginning. The next ones come in while these are taken apart; those that are at hand already come
   * without a pause, in which a cancellation would not be heard.
   */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const { size } = this.file
    let heardAt = performance.now()
    const listen = async () => {
      if (performance.now() - heardAt < turn) return
      await new Promise((resolve) => setTimeout(resolve))
      heardAt = performance.now()
    }
    // Many look at the beginning alone, some several times.
    const head = await (this.#head ??= this.#read(ownDisk, 0, headSize)).bytes
    yield head
    await listen()
    const ahead: Promise<Uint8Array>[] = []
    let next = 0
    for (let at = 0; at < size && size > head.length; at += pieceSize) {
      for (; ahead.length <= piecesAhead && next < size; next += pieceSize)
        ahead.push((next === 0 && this.#begun) || this.#piece(next))
      this.#begun = null
      const piece = await ahead.shift()!
      for (let from = at === 0 ? head.length : 0; from < piece.length; from += shareSize) {
        yield piece.subarray(from, from + shareSize)
        await listen()
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

  #piece(at: number): Promise<Uint8Array> {
    const { bytes, sha256 } =
      this.file.size <= headSize
        ? (this.#head ??= this.#read(ownDisk, 0, headSize))
        : this.#read(this.#disk, at, at + pieceSize)
    this.#digests[at / pieceSize] ??= sha256
    return bytes
  }

  #read(disk: Disk, from: number, to: number): Piece {
    const gone = (): never => {
      throw new UserError(
        `${this.file.name}: the file cannot be read any more`,
        'It may have been moved, changed or closed to this browser: choose it again.',
      )
    }
    const read = disk.read(this.file, from, to)
    const [bytes, sha256] = [read.bytes.catch(gone), read.sha256.catch(gone)]
    // Their failure is told where they are waited for.
    for (const one of [bytes, sha256]) one.catch(() => undefined)
    return { bytes, sha256 }
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
