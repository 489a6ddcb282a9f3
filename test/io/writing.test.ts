import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { FrameBuilder } from '../../src/core/frame-builder'
import { blankIncident } from '../../src/core/incident'
import { columnHashes, rowHashes, textHashes } from '../../src/core/row-hashes'
import type { TextBlock } from '../../src/core/text-block'
import { openDatabase } from '../../src/io/database-store'
import { ownDisk } from '../../src/io/disk'
import { count, tamper } from '../support/database'

const now = 1_700_000_000_000
let databases = 0

function newName() {
  return `writing test ${++databases}`
}

/** An import of one record with its block of texts. */
function small(id: string) {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  builder.add({ ...blankIncident({ file: 'a.csv', row: 1, format: 'csv' }), id, title: id })
  const frame = builder.finish()
  const batch = {
    id,
    name: id,
    importedAt: now,
    contentHash: id,
    files: [],
    issues: [],
    rejected: [],
  }
  const numbered = blocks.map((block, index) => [index, block] as const)
  return {
    stored: { batch, frame, hashes: rowHashes(columnHashes(frame), blocks.map(textHashes)) },
    numbered,
  }
}

function openStore(name: string) {
  return openDatabase({ name, held: null, disk: ownDisk, onChange: () => undefined })
}

test('texts written ahead belong to the import once it is kept', async () => {
  const name = newName()
  const store = await openStore(name)
  const { stored, numbered } = small('a')
  await store.writeAhead('a', numbered)
  expect((await store.load()).batches).toEqual([])
  await store.commit(stored, [], {})
  store.close()
  const again = await openStore(name)
  expect((await again.load()).batches).toEqual([stored])
  expect(await again.readBlock('a', 0)).toEqual(numbered[0]?.[1])
  again.close()
})

test('texts written ahead go when the import is given up', async () => {
  const name = newName()
  const store = await openStore(name)
  await store.writeAhead('a', small('a').numbered)
  expect(await count(name, 'blocks')).toBe(1)
  await store.discard('a')
  expect(await count(name, 'blocks')).toBe(0)
  store.close()
})

test('an import whose texts written ahead are gone is not kept', async () => {
  const name = newName()
  const store = await openStore(name)
  const { stored, numbered } = small('a')
  await store.writeAhead('a', numbered)
  await tamper(name, 'blocks', (blocks) => blocks.clear())
  await expect(store.commit(stored, [], {})).rejects.toThrow('gone')
  expect(await count(name, 'batches')).toBe(0)
  store.close()
})

test('an import with broken numbers is not kept', async () => {
  const name = newName()
  const store = await openStore(name)
  const { stored, numbered } = small('a')
  stored.frame.incidents.kind[0] = 9
  await expect(store.commit(stored, numbered, {})).rejects.toThrow('unknown code')
  expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(name)
  store.close()
})
