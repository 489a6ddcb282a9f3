/** Reads into the view it is given, which is handed over, and gives back what it filled of it. */
interface Filling {
  read(view: Uint8Array<ArrayBuffer>): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>
  cancel(): Promise<void>
}

/** Bytes read at a time: what is not asked for stays on the disk. */
const usualSize = 262_144

/**
 * The bytes of a file from the beginning in pieces of `size`, the last one shorter. A piece is good until the next one
 * is asked for: fresh memory for each would cost more than the reading. Rejects with what the browser throws for a file
 * that cannot be read any more.
 */
export async function* fileBytes(
  file: Blob,
  size = usualSize,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const filling = fillingFrom(file.stream())
  let buffer = new ArrayBuffer(Math.max(1, Math.min(size, file.size)))
  let filled = 0
  try {
    for (;;) {
      const { done, value } = await filling.read(new Uint8Array(buffer, filled))
      if (value) {
        buffer = value.buffer
        filled += value.length
      }
      if (filled > 0 && (done || filled === buffer.byteLength)) {
        yield new Uint8Array(buffer, 0, filled)
        filled = 0
      }
      if (done) return
    }
  } finally {
    await filling.cancel().catch(() => undefined)
  }
}

function fillingFrom(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Filling {
  try {
    const reader = stream.getReader({ mode: 'byob' })
    return { read: (view) => reader.read(view), cancel: () => reader.cancel() }
  } catch {
    // Not every browser reads files into memory it is given.
    return copying(stream.getReader())
  }
}

function copying(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Filling {
  let rest = new Uint8Array(0)
  return {
    async read(view) {
      while (rest.length === 0) {
        const { done, value } = await reader.read()
        if (done) return { done, value: undefined }
        rest = value
      }
      const part = rest.subarray(0, view.length)
      view.set(part)
      rest = rest.subarray(part.length)
      return { done: false, value: view.subarray(0, part.length) }
    },
    cancel: () => reader.cancel(),
  }
}
