import { expect, test } from 'vitest'
import type { PackedText, TextBlock } from '../../src/core/text-block'
import { textHashes } from '../../src/core/row-hashes'
import { HeldTexts } from '../../src/io/held-texts'
import { memoryStore, type NumberedBlocks, type Written } from '../../src/io/store'

const text = (bytes: number): PackedText => ({
  pieces: [new Uint8Array(bytes)],
  ends: new Uint32Array([bytes]),
})

function block(bytes: number): TextBlock {
  return { first: 0, titles: text(1), texts: text(bytes - 2), details: text(1) }
}

/** A store whose writes wait until they are let go. */
function slowStore() {
  const writes: { readonly blocks: NumberedBlocks; readonly end: (written: Written) => void }[] = []
  const writeAhead = (_batch: string, blocks: NumberedBlocks) =>
    new Promise<Written>((end) => writes.push({ blocks, end }))
  return { store: { ...memoryStore([]), writeAhead }, writes }
}

const written = (hash: number): Written => ({ hashes: [new Uint32Array([hash, 0])], spare: [] })

test('texts are held up to a bound, and the first block stays', () => {
  const { store, writes } = slowStore()
  const texts = new HeldTexts(store, 'a')
  for (let n = 0; n < 6; n++) texts.add(block(20_000_000))
  expect(writes.map(({ blocks }) => blocks[0]?.[0])).toEqual([1, 2, 3])
  expect(texts.blocks.map(([index]) => index)).toEqual([0, 4, 5])
  texts.writeAll()
  expect(writes.map(({ blocks }) => blocks[0]?.[0])).toEqual([1, 2, 3, 0, 4, 5])
  expect(texts.blocks).toEqual([])
})

test('a store that is slow is waited for, so that texts do not pile up', async () => {
  const { store, writes } = slowStore()
  const texts = new HeldTexts(store, 'a')
  let read = 0
  const reading = (async () => {
    for (; read < 30; read++) {
      await texts.room()
      texts.add(block(20_000_000))
    }
  })()
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(writes.length).toBe(9)
  expect(read).toBeLessThan(13)
  for (let at = 0; at < writes.length; at++) {
    writes[at]!.end(written(1))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await reading
  expect(read).toBe(30)
})

test('hashes come in the order of the blocks, whenever these were written', async () => {
  const { store, writes } = slowStore()
  const texts = new HeldTexts(store, 'a')
  const first = block(40_000_000)
  texts.add(first)
  texts.add(block(20_000_000))
  texts.add(block(20_000_000))
  const full = new Uint8Array(3)
  writes[0]!.end({ ...written(7), spare: [full] })
  const hashes = await texts.hashes()
  expect(hashes.slice(0, 2)).toEqual([textHashes(first), new Uint32Array([7, 0])])
  expect(hashes.length).toBe(3)
  expect(texts.spare).toEqual([full])
})

test('why texts could not be written is told', async () => {
  const fails = async () => Promise.reject(new Error('full'))
  const texts = new HeldTexts({ ...memoryStore([]), writeAhead: fails }, 'a')
  texts.add(block(5_000_000))
  texts.writeAll()
  await expect(texts.hashes()).rejects.toThrow('full')
  expect(() => texts.check()).toThrow('full')
})
