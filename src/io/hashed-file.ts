import { UserError } from '../core/issue'
import { sha256, textHash } from './checksum'
import { fileBytes } from './file-bytes'

/** Bytes of which a digest is made: copies of this size lie in memory that is used over and over. */
const digestSize = 262_144
/** Bytes of the beginning that are kept at hand. */
const headSize = 2 * digestSize
/** Bytes handed out at a time. */
const pieceSize = 4 * digestSize
/** Longest time without a look at the messages, ms. */
const turn = 50

/** A file that is read piece by piece; digests of it are made as it passes. */
export class HashedFile {
  readonly file: File
  readonly #digests: Promise<string>[] = []
  #head: Promise<Uint8Array<ArrayBuffer>> | null = null
  #whole = false

  constructor(file: File) {
    this.file = file
  }

  /**
   * The bytes from the beginning; a piece is good until the next one is asked for. Those that are at hand already come
   * without a pause, in which a cancellation would not be heard.
   */
  async *bytes(): AsyncGenerator<Uint8Array> {
    let heardAt = performance.now()
    const listen = async () => {
      if (performance.now() - heardAt < turn) return
      await nextTask()
      heardAt = performance.now()
    }
    const head = await this.#read((this.#head ??= this.#begin()))
    yield head
    await listen()
    let at = head.length
    const rest = fileBytes(this.file.slice(at), pieceSize)
    try {
      while (at < this.file.size) {
        const { done, value } = await this.#read(rest.next())
        if (done) throw this.#gone()
        this.#note(at, value)
        at += value.length
        yield value
        await listen()
      }
    } finally {
      await rest.return(null)
    }
    this.#whole = true
  }

  /** SHA-256 over the digests of its parts, so that it need not be held whole. What was not read yet is read now. */
  async hash(stopIfCancelled: () => void): Promise<string> {
    const bytes = this.bytes()
    while (!this.#whole) {
      stopIfCancelled()
      await bytes.next()
    }
    return textHash((await Promise.all(this.#digests)).join(''))
  }

  /** Many look at the beginning alone, some several times. */
  async #begin(): Promise<Uint8Array<ArrayBuffer>> {
    const head = new Uint8Array(await this.file.slice(0, headSize).arrayBuffer())
    this.#note(0, head)
    return head
  }

  #note(at: number, bytes: Uint8Array<ArrayBuffer>): void {
    for (let from = 0; from === 0 || from < bytes.length; from += digestSize)
      this.#digests[(at + from) / digestSize] ??= sha256(bytes.subarray(from, from + digestSize))
  }

  #read<Value>(reading: Promise<Value>): Promise<Value> {
    return reading.catch(() => {
      throw this.#gone()
    })
  }

  #gone(): UserError {
    return new UserError(
      `${this.file.name}: the file cannot be read any more`,
      'It may have been moved, changed or closed to this browser: choose it again.',
    )
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

/** Lets the messages that wait be heard; a timer would wait for longer than it takes. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
