import { afterEach, expect, test, vi } from 'vitest'
import { fileBytes } from '../../src/io/file-bytes'

afterEach(() => {
  vi.restoreAllMocks()
})

const bytes = Uint8Array.from({ length: 300_001 }, (_, at) => (at * 7) % 251)

async function read(file: Blob, size: number) {
  const pieces: number[] = []
  const all: number[] = []
  for await (const piece of fileBytes(file, size)) {
    pieces.push(piece.length)
    all.push(...piece)
  }
  return { pieces, all: Uint8Array.from(all) }
}

test('a file comes in pieces of the asked size, the last one shorter', async () => {
  const { pieces, all } = await read(new Blob([bytes]), 100_000)
  expect(pieces).toEqual([100_000, 100_000, 100_000, 1])
  expect(all).toEqual(bytes)
  expect((await read(new Blob([bytes.subarray(0, 200)]), 100)).pieces).toEqual([100, 100])
  expect(await read(new Blob([]), 100)).toEqual({ pieces: [], all: new Uint8Array(0) })
})

test('so it does where the browser reads into no memory it is given', async () => {
  const file = new Blob([bytes])
  const plain = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 7001)
          controller.enqueue(bytes.slice(at, at + 7001))
        controller.close()
      },
    })
  vi.spyOn(file, 'stream').mockImplementation(plain)
  const { pieces, all } = await read(file, 100_000)
  expect(pieces).toEqual([100_000, 100_000, 100_000, 1])
  expect(all).toEqual(bytes)
})

test('what is not read any more is not fetched any more', async () => {
  const file = new Blob([bytes])
  let cancelled = 0
  vi.spyOn(file, 'stream').mockImplementation(
    () =>
      new ReadableStream({
        type: 'bytes',
        pull: (controller) => controller.enqueue(new Uint8Array(10)),
        cancel: () => void cancelled++,
      }),
  )
  for await (const piece of fileBytes(file, 10)) if (piece.length > 0) break
  expect(cancelled).toBe(1)
})
