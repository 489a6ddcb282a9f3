import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { FrameBuilder } from '../../src/core/frame-builder'
import { blankIncident } from '../../src/core/incident'
import { columnHashes, rowHashes, textHashes } from '../../src/core/row-hashes'
import { wholeBytes, type PackedText, type TextBlock } from '../../src/core/text-block'
import { sha256 } from '../../src/io/checksum'
import { Engine } from '../../src/io/engine'
import { packed } from '../../src/io/packed'
import { asked } from '../support/database'

const now = 1_700_000_000_000

async function sealed(value: unknown) {
  const bytes = packed(value)
  return { bytes, sha256: await sha256(bytes) }
}

/** As texts lay in the first version of the store. */
function inOnePiece(text: PackedText) {
  return { bytes: wholeBytes(text).slice(), ends: text.ends }
}

/** A database as the first version of the program wrote it. */
async function writeFirstVersion(name: string): Promise<void> {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  const times = { from: now - 7_200_000, to: now - 3_600_000 }
  builder.add({
    ...blankIncident({ file: 'a.csv', row: 1, format: 'csv' }),
    id: 'A',
    title: 'Zürich is down',
    text: 'Naïve retries',
    services: ['API'],
    impacts: [{ ...times, durationLow: 3_600_000, durationHigh: 3_600_000, errorRate: null }],
  })
  const frame = builder.finish()
  const [block] = blocks
  const batch = {
    id: 'a',
    name: 'a.csv',
    importedAt: now,
    contentHash: 'a',
    files: [],
    issues: [],
    rejected: [],
  }
  const hashes = rowHashes(columnHashes(frame), blocks.map(textHashes))
  const stored = { batch, frame: { ...frame, ids: inOnePiece(frame.ids) }, hashes }
  const texts = {
    first: 0,
    titles: inOnePiece(block!.titles),
    texts: inOnePiece(block!.texts),
    details: inOnePiece(block!.details),
  }
  const records = [
    ['meta', { name: 'store', schema: 1, databaseId: 'x' }],
    [
      'batches',
      { id: 'a', position: 1, name: 'a.csv', importedAt: now, ...(await sealed(stored)) },
    ],
    ['blocks', { batch: 'a', index: 0, ...(await sealed(texts)) }],
  ] as const
  const opening = indexedDB.open(name, 10)
  opening.addEventListener('upgradeneeded', () => {
    const { result: made } = opening
    made.createObjectStore('meta', { keyPath: 'name' })
    made.createObjectStore('batches', { keyPath: 'id' }).createIndex('position', 'position')
    made.createObjectStore('blocks', { keyPath: ['batch', 'index'] })
    made.createObjectStore('edits', { keyPath: 'id' }).createIndex('position', 'position')
    made.createObjectStore('settings', { keyPath: 'name' })
  })
  const database = await asked(opening)
  for (const [table, record] of records)
    await asked(database.transaction(table, 'readwrite').objectStore(table).add(record))
  database.close()
}

test('what the first version stored is read, kept and added to', async () => {
  await writeFirstVersion('older store')
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  const place = { database: 'older store', held: null }
  const opened = await engine.openWorkspace(place, now)
  expect(opened).toMatchObject({ records: 1, notice: null })
  expect(await engine.incident('A')).toMatchObject({
    title: 'Zürich is down',
    text: 'Naïve retries',
  })
  const text = 'id,title,start,end\nB,Down,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z'
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
  const staged = await engine.stage([{ name: 'b.csv', text }], {}, now, quiet)
  expect((await engine.commit(staged.id, now)).records).toBe(2)
  engine.close()
  expect(await engine.openWorkspace(place, now)).toMatchObject({ records: 2, notice: null })
  engine.close()
})
