/** Bytes read at a time: what is not asked for stays on the disk. */
const piece = 262_144

export async function* fileSlices(file: File): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += piece)
    yield new Uint8Array(await file.slice(at, at + piece).arrayBuffer())
}
