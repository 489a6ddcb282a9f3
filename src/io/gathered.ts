/**
 * Pieces of text or bytes as one file. The browser holds them as they come, on disk if they are many; between them the worker
 * hears its messages and shows that it lives.
 */
export async function gathered(pieces: AsyncIterable<BlobPart>, type: string): Promise<Blob> {
  const parts: Blob[] = []
  for await (const piece of pieces) {
    parts.push(new Blob([piece]))
    await new Promise((resolve) => setTimeout(resolve))
  }
  return new Blob(parts, { type })
}
