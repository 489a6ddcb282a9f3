import type { Progress } from '../../src/core/answers'
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

const april = german(
  'april.csv',
  'Kasse steht;13.04.2024 10:00;13.04.2024 10:45;korkea;Einspielung',
)
const may = german('mai.csv', 'Login steht;14.05.2024 10:00;14.05.2024 10:30;korkea;Einspielung')
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
        values: { severity: { korkea: 'critical' }, cause: { einspielung: 'deploy/change' } },
      },
    },
  ],
}

test('a table that nothing recognises is asked about, and its like is not', async () => {
  const engine = await workspace()
  const asked = await engine.stage([april], {}, now, quiet)
  expect(asked.questions.map(({ code }) => code)).toEqual(['mapping'])
  expect(asked.tables).toEqual([
    { file: 'april.csv', header, fields: {}, mapping: null, delimited: true },
  ])
  expect(await engine.stagedEffect(asked.id)).toBeNull()
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
  const effect = await engine.stagedEffect(staged.id)
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
  expect((await engine.stagedEffect(newer.id))?.after.downtimeMinutes).toBe(180)
  const opened = await engine.commit(newer.id, now)
  expect(opened.records).toBe(2)
})

const opened = {
  incidents: [
    { nr: 1, was: 'Kasse steht', alku: '2024-04-13T10:00:00Z', loppu: '2024-04-13T10:45:00Z' },
    { nr: 2, was: 'Login steht', alku: '2024-04-14T10:00:00Z', loppu: '2024-04-14T10:30:00Z' },
  ],
}
const asJson = { name: 'log.json', text: JSON.stringify(opened) }
const asLines = {
  name: 'log.jsonl',
  text: opened.incidents.map((one) => JSON.stringify(one)).join('\n'),
}
const asYaml = {
  name: 'log.yaml',
  text: opened.incidents
    .map(
      ({ nr, was, alku, loppu }) =>
        `- nr: ${nr}\n  was: ${was}\n  alku: ${alku}\n  loppu: ${loppu}\n`,
    )
    .join(''),
}
const fields = ['nr', 'was', 'alku', 'loppu']
const fieldAnswers: Assumptions = {
  mappings: [{ header: fields, assume: { map: { title: 'was', start: 'alku', end: 'loppu' } } }],
}

test.each([asJson, asLines, asYaml])(
  'the fields of $name are mapped like columns',
  async (file) => {
    const engine = await workspace()
    const asked = await engine.stage([file], {}, now, quiet)
    expect(asked.questions.map(({ code }) => code)).toEqual(['mapping'])
    expect(asked.tables).toEqual([
      { file: file.name, header: fields, fields: { id: [0] }, mapping: null, delimited: false },
    ])
    const plain = await engine.preview([file], file.name, {}, now)
    expect(plain).toMatchObject({ header: fields, looks: [null, null, 'time', 'time'], records: 2 })
    expect(plain.samples[1]).toEqual(['Kasse steht', 'Login steht'])
    const mapped = await engine.preview([file], file.name, fieldAnswers, now)
    expect(mapped.rows.map(({ title, from, fault }) => [title, from, fault])).toEqual([
      ['Kasse steht', Date.UTC(2024, 3, 13, 10), null],
      ['Login steht', Date.UTC(2024, 3, 14, 10), null],
    ])

    const staged = await engine.stage([file], fieldAnswers, now, quiet)
    const kept = await engine.commit(staged.id, now)
    expect(kept.settings.mappings).toHaveLength(1)
    // A later export, in which no record happens to state a number.
    const later = {
      name: 'mai.json',
      text: '[{"was":"Neu","alku":"2024-05-01T00:00:00Z","loppu":null}]',
    }
    const again = await engine.stage([later], {}, now, quiet)
    expect(again.questions).toEqual([])
    expect(again.tables[0]?.mapping?.header).toEqual(fields)
    expect((await engine.commit(again.id, now)).records).toBe(3)
  },
)

test('the beginning of a long document is shown before all of it is read', async () => {
  const engine = await workspace()
  const many = Array.from({ length: 2000 }, (_, nr) => ({ ...opened.incidents[0], nr }))
  const long = { name: 'long.json', text: JSON.stringify({ page: { name: 'x' }, incidents: many }) }
  const shown = await engine.preview([long], 'long.json', fieldAnswers, now)
  expect(shown.fault).toBeNull()
  expect(shown.records).toBeGreaterThan(100)
  expect(shown.rows[0]).toMatchObject({ title: 'Kasse steht', fault: null })
})

test('records without any time cannot be mapped: they are refused', async () => {
  const engine = await workspace()
  const colours = { name: 'colours.json', text: '[{"name":"red","hex":"#f00"},{"name":"blue"}]' }
  await expect(engine.stage([colours], {}, now, quiet)).rejects.toThrow(/no times/)
})

test('a dropped YAML file is settings or records by what it holds', async () => {
  const engine = await workspace()
  const config = { name: 'faultline.yaml', text: 'title: Our systems\ntimeZone: Europe/Berlin\n' }
  const log = { name: 'log.yml', text: '- {id: 1, title: a, started_at: "2024-01-01T00:00:00Z"}\n' }
  const staged = await engine.stage([config, log], {}, now, quiet)
  expect(staged.files).toMatchObject([{ name: 'log.yml', incidents: 1 }])
  expect((await engine.commit(staged.id, now)).settings.title).toBe('Our systems')
  const slip = { name: 'faultline.yaml', text: 'titel: Our systems\n' }
  await expect(engine.stage([slip], {}, now, quiet)).rejects.toThrow(/unknown key "titel"/)
})

test('files read in another way take the place of what they brought before', async () => {
  const engine = await workspace()
  const first = await engine.stage([april], answers, now, quiet)
  await engine.commit(first.id, now)
  const repeated = await engine.stage([april], {}, now, quiet)
  expect(repeated).toMatchObject({ repeats: first.id, tables: [] })

  const [mapping] = answers.mappings ?? []
  const zoned = {
    mappings: [{ header, assume: { ...mapping?.assume, timeZone: 'Europe/Berlin' } }],
  }
  const again = await engine.stage([april], zoned, now, quiet, first.id)
  expect(again).toMatchObject({ repeats: null, questions: [] })
  expect((await engine.stagedEffect(again.id))?.after.incidents).toBe(1)
  const opened = await engine.commit(again.id, now)
  expect(opened.records).toBe(1)
  expect(opened.batches.map(({ id }) => id)).toEqual([again.id])
  expect((await engine.rows(defaultQuery, 0, 5)).rows[0]?.startAt).toBe(Date.UTC(2024, 3, 13, 8))
})

test('rows that are probably wrong are told, with their cells, and corrected ones are read', async () => {
  const engine = await workspace()
  const source = {
    name: 'log.csv',
    text: [
      'id,title,start_utc,end_utc',
      'A,Down,2024-01-01T00:00Z,2024-01-01T01:00Z',
      'B,Slow,2024-01-02T00:00Z,2024-02-02T01:00Z',
      'C,Open,2024-01-03T00:00Z,',
      'D,Later,2025-01-03T00:00Z,2025-01-03T01:00Z',
      'A,Down again,2024-01-05T00:00Z,2024-01-05T01:00Z',
      'E,Just begun,2024-05-31T00:00Z,',
      'F,Down once more,2024-01-05T00:00Z,2024-01-05T01:00Z',
      'G,Slow too,2024-01-02T00:00Z,2024-02-02T01:00Z',
    ].join('\n'),
  }
  const staged = await engine.stage([source], {}, now, quiet)
  expect(staged.odd).toEqual({
    count: 6,
    rows: [
      { file: 'log.csv', row: 2, oddity: 'long' },
      { file: 'log.csv', row: 3, oddity: 'no-end' },
      { file: 'log.csv', row: 4, oddity: 'future' },
      { file: 'log.csv', row: 8, oddity: 'long' },
      { file: 'log.csv', row: 7, oddity: 'same-times', like: 5 },
      { file: 'log.csv', row: 1, oddity: 'duplicate-id' },
    ],
  })
  const cells = await engine.tableCells([source], 'log.csv', {}, now, [3, 1, 9])
  expect([...cells]).toEqual([
    [1, ['A', 'Down', '2024-01-01T00:00Z', '2024-01-01T01:00Z']],
    [3, ['C', 'Open', '2024-01-03T00:00Z', '']],
  ])
  const fixes = [
    { file: 'log.csv', row: 1, cells: [[0, 'A1']] as const },
    { file: 'log.csv', row: 3, cells: [[3, '2024-01-03T02:00Z']] as const },
  ]
  const fixed = await engine.stage([source], { fixes }, now, quiet)
  expect(fixed.odd.rows.map(({ row }) => row)).toEqual([2, 4, 8, 7])
  expect(fixed.changes.added).toBe(8)
})

test('the first records are shown while the others are still read', async () => {
  const engine = await workspace()
  const lines = Array.from(
    { length: 20_000 },
    (_, k) => `A${k},"Down, ""hard"" – ${k}",2024-01-01T00:00Z,2024-01-01T01:00Z,${'x'.repeat(60)}`,
  )
  const pieces = ['id,title,start_utc,end_utc,text', ...lines].map((line) => `${line}\n`)
  const file = new File(pieces, 'log.csv')
  const seen: Progress[] = []
  const onProgress = (progress: Progress) => void seen.push(progress)
  await engine.stage([file], {}, now, { ...quiet, onProgress })
  const shown = seen.find(({ first }) => first !== undefined)
  expect(shown?.first?.map(({ title }) => title).slice(0, 2)).toEqual([
    'Down, "hard" – 0',
    'Down, "hard" – 1',
  ])
  expect(shown?.first).toHaveLength(8)
  expect(shown?.doneBytes).toBeLessThan(file.size / 2)
})
