import { afterEach, expect, test } from 'vitest'
import type { Assumptions } from '../../src/core/issue'
import { defaultQuery } from '../../src/core/query'
import { Engine } from '../../src/io/engine'
import type { Source } from '../../src/io/protocol'

const now = Date.UTC(2024, 5, 1)
const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const engines: Engine[] = []

afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

async function workspace() {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  engines.push(engine)
  await engine.openWorkspace({ database: null, held: null }, now)
  return engine
}

function german(name: string, ...rows: string[]): Source {
  return { name, text: ['Otsikko;Alku;Loppu;Vakavuus;Syy', ...rows].join('\n') }
}

const april = german('april.csv', 'Kasse steht;13.04.2024 10:00;13.04.2024 10:45;hoch;Einspielung')
const may = german('mai.csv', 'Login steht;14.05.2024 10:00;14.05.2024 10:30;hoch;Einspielung')
const header = ['Otsikko', 'Alku', 'Loppu', 'Vakavuus', 'Syy']
const answers: Assumptions = {
  mappings: [
    {
      header,
      assume: {
        map: {
          title: 'Otsikko',
          start: 'Alku',
          end: 'Loppu',
          severity: 'Vakavuus',
          cause: 'Syy',
        },
        values: { severity: { hoch: 'critical' }, cause: { einspielung: 'deploy/change' } },
      },
    },
  ],
}

test('a table that nothing recognises is asked about, and its like is not', async () => {
  const engine = await workspace()
  const asked = await engine.stage([april], {}, now, quiet)
  expect(asked.questions.map(({ code }) => code)).toEqual(['mapping'])
  expect(asked.tables).toEqual([{ file: 'april.csv', header, fields: {}, mapping: null }])
  expect(engine.stagedEffect(asked.id)).toBeNull()
  await expect(engine.commit(asked.id, now)).rejects.toThrow(/open questions/)

  const staged = await engine.stage([april], answers, now, quiet)
  const opened = await engine.commit(staged.id, now)
  expect(opened.settings.mappings).toHaveLength(1)
  expect(opened.settings.taxonomy.aliases).toEqual({ einspielung: 'deploy/change' })
  expect(opened.causes).toEqual([{ value: 'deploy/change', count: 1 }])
  expect(opened.severities).toEqual([{ value: 'critical', count: 1 }])

  const again = await engine.stage([may], {}, now, quiet)
  expect(again.questions).toEqual([])
  expect(again.tables[0]?.mapping?.header).toEqual(header)
  expect((await engine.commit(again.id, now)).records).toBe(2)
})

test('what an import does to the figures is what the figures are afterwards', async () => {
  const engine = await workspace()
  const first = await engine.stage([april], answers, now, quiet)
  await engine.commit(first.id, now)
  const before = engine.answer(defaultQuery).report
  const staged = await engine.stage([may], {}, now, quiet)
  const effect = engine.stagedEffect(staged.id)
  expect(effect?.before).toMatchObject({
    availability: before.availability.raw?.value,
    downtimeMinutes: 45,
    incidents: 1,
  })
  await engine.commit(staged.id, now)
  const after = engine.answer(defaultQuery).report
  expect(effect?.after).toMatchObject({
    availability: after.availability.raw?.value,
    downtimeMinutes: after.downtime.raw.value,
    weightedMinutes: after.downtime.weighted.value,
    incidents: 2,
  })
})

test('the beginning of a table is shown as answers would have it read', async () => {
  const engine = await workspace()
  const plain = await engine.preview([april, may], 'mai.csv', {}, now)
  expect(plain).toMatchObject({ header, looks: [null, 'time', 'time', null, null], rows: [] })
  const mapped = await engine.preview([april, may], 'mai.csv', answers, now)
  expect(mapped.rows).toEqual([
    {
      row: 1,
      title: 'Login steht',
      from: Date.UTC(2024, 4, 14, 10),
      to: Date.UTC(2024, 4, 14, 10, 30),
      fault: null,
    },
  ])
  await expect(engine.preview([april], 'other.csv', {}, now)).rejects.toThrow(/no longer at hand/)
})

test('a newer export of the same log updates what changed', async () => {
  const engine = await workspace()
  const csv = (end: string) => ({
    name: 'log.csv',
    text: `id,title,start_utc,end_utc\nA,Down,2024-01-01T00:00Z,${end}\nB,Slow,2024-01-02T00:00Z,2024-01-02T01:00Z\n`,
  })
  const first = await engine.stage([csv('2024-01-01T01:00Z')], {}, now, quiet)
  await engine.commit(first.id, now)
  const newer = await engine.stage([csv('2024-01-01T02:00Z')], {}, now, quiet)
  expect(newer.changes).toEqual({ added: 0, updated: 1, unchanged: 1 })
  expect(engine.stagedEffect(newer.id)?.after.downtimeMinutes).toBe(180)
  const opened = await engine.commit(newer.id, now)
  expect(opened.records).toBe(2)
})
