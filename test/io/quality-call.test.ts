import { afterEach, expect, test } from 'vitest'
import { Engine } from '../../src/io/engine'

const now = Date.UTC(2023, 2, 1)
const engines: Engine[] = []

afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

test('doubtful records come with their title, file and row, also after one is corrected', async () => {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  engines.push(engine)
  await engine.openWorkspace({ database: null, held: null }, now)
  const text = [
    'id,title,services,start_utc,end_utc,error_rate,team',
    'A,First,API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z,0.5,red',
    'B,Second,API,2023-02-01T00:00:00Z,,0.5,blue',
  ].join('\n')
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
  const staged = await engine.stage([{ name: 'log.csv', text }], {}, now, quiet)
  await engine.commit(staged.id, now)
  expect(await engine.quality()).toEqual({
    incidents: 2,
    findings: [
      {
        kind: 'stale',
        count: 1,
        records: [
          { id: 'B', title: 'Second', startAt: Date.UTC(2023, 1, 1), file: 'log.csv', row: 2 },
        ],
      },
    ],
    derivedFrom: Date.UTC(2023, 0, 1),
    quiet: [],
    unused: [{ file: 'log.csv', columns: ['team'] }],
  })
  const to = Date.UTC(2023, 1, 1, 2)
  await engine.edit({
    id: 'e',
    at: now,
    reason: 'Closed late',
    action: { type: 'set', ids: ['B'], fields: { impacts: [{ at: 0, to }] } },
  })
  expect((await engine.quality()).findings).toEqual([])
})
