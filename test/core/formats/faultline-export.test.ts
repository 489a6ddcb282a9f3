import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultlineExport } from '../../../src/core/formats/faultline-export'
import { incidentFaults, type Incident } from '../../../src/core/incident'
import { importFiles } from '../../../src/core/import'
import { UserError } from '../../../src/core/issue'
import { defaultSettings } from '../../../src/core/settings'
import { exactly, incidentAt } from '../../support/incidents'
import { wholeIncident } from '../../support/whole-incident'

const head = {
  schema: 'faultline/snapshot',
  version: 1,
  title: 'A log',
  asOf: 0,
  settings: defaultSettings,
  batches: [],
}

function file(incidents: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ ...head, incidents, ...more })
}

async function read(text: string, piece = text.length) {
  const incidents: Incident[] = []
  const rejected: { row: number; message: string }[] = []
  const issues: { code: string; message: string }[] = []
  await faultlineExport.read(
    inputOf(text, piece),
    {
      incident: (incident) => incidents.push(incident),
      reject: (row, _, message) => rejected.push({ row, message }),
      issue: (issue) => issues.push(issue),
      ask: () => undefined,
    },
    { assume: {}, now: 0 },
  )
  return { incidents, rejected, issues }
}

function inputOf(text: string, piece = text.length) {
  return {
    name: 'backup.json',
    size: text.length,
    head: text.slice(0, 65_536),
    encoding: 'utf-8',
    async *chunks() {
      for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece)
    },
    text: () => Promise.resolve(text),
  }
}

test('what is written is read back to the last character, in pieces of any size', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constant('\ud800\0'))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(wholeIncident(), wholeIncident(text)), { maxLength: 5 }),
      fc.integer({ min: 1, max: 2000 }),
      fc.boolean(),
      async (incidents, piece, indented) => {
        const written = JSON.stringify({ ...head, incidents }, null, indented ? 2 : 0)
        const { incidents: found, rejected } = await read(written, piece)
        expect(rejected).toEqual([])
        expect(JSON.stringify(found)).toBe(JSON.stringify(incidents))
      },
    ),
    { numRuns: 100 },
  )
})

test('an import infers nothing about records that were imported before', async () => {
  const known = {
    ...incidentAt('2024-01-01 10:00', '2024-01-01 11:00'),
    title: 'A deploy broke the database',
  }
  const { frame } = await importFiles([inputOf(file([known]))], {
    assume: {},
    now: 0,
    onBlock: () => undefined,
  })
  expect(frame.dictionaries.causes).toEqual([])
  expect(frame.dictionaries.files).toEqual([{ name: 'test.csv', format: 'csv' }])
})

test('a file that was damaged or tampered with is refused, or its bad records are listed', async () => {
  const sound = file([
    incidentAt('2024-01-01 10:00', '2024-01-01 11:00', { errorRate: exactly(0.5) }),
    incidentAt('2024-01-02 10:00', null),
  ])
  const junk = fc.constantFrom('', '"', '[', ']', '{', '}', ',', '\\', 'null', '-1e9', '[[[[', '\0')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sound.length - 1),
      fc.integer({ min: 0, max: 20 }),
      junk,
      async (at, removed, put) => {
        const text = sound.slice(0, at) + put + sound.slice(at + removed)
        try {
          const { incidents } = await read(text, 64)
          for (const incident of incidents) expect(incidentFaults(incident)).toEqual([])
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('a file that is cut short is refused whole', async () => {
  const text = file([incidentAt('2024-01-01 10:00', null)])
  for (const length of [text.length - 1, text.length - 2, 200, 30])
    await expect(read(text.slice(0, length))).rejects.toThrow(/complete/)
})

test('what follows the end, comes twice or nests too deep is refused', async () => {
  const bombs = {
    after: `${file([])}{}`,
    twice: file([]).replace('"incidents":[]', '"incidents":[],"incidents":[]'),
    deep: file([]).replace('"batches":[]', `"batches":${'['.repeat(101)}${']'.repeat(101)}`),
    comma: file([]).replace('"incidents":[]', '"incidents":[,]'),
    last: file([]).replace('"incidents":[]', '"incidents":[{},]'),
    object: file([]).replace('"incidents":[]', '"incidents":{}'),
    none: file([]).replace('"incidents":[]', '"incidentz":[]'),
  }
  for (const [what, text] of Object.entries(bombs))
    await expect(read(text), what).rejects.toBeInstanceOf(UserError)
})

test('records that are no incidents are rejected with their number and the field', async () => {
  const sound = incidentAt('2024-01-01 10:00', null)
  const [first] = sound.impacts
  const { incidents, rejected } = await read(
    file([
      sound,
      7,
      { ...sound, title: null },
      { ...sound, impacts: [{ ...first, from: 1e300 }] },
      { ...sound, claims: [{ field: 'start' }] },
      { ...sound, impacts: Array(200).fill(first), services: Array.from({ length: 100 }, String) },
      { ...sound, services: ['a', 'a'] },
      { ...sound, source: { ...sound.source, row: 2 ** 40 } },
    ]),
  )
  expect(incidents).toEqual([sound])
  expect(rejected.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8])
  expect(rejected[1]?.message).toBe(
    'backup.json incident 3: its field "title" is missing or holds something else than it should. Save the export again.',
  )
})

test('a field named like a prototype stays a field and reaches no prototype', async () => {
  const sound = JSON.stringify(incidentAt('2024-01-01 10:00', null))
  const polluted = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${sound.slice(1)}`
  const text = file([]).replace(
    '"incidents":[]',
    `"__proto__":{"polluted":1},"incidents":[${polluted}]`,
  )
  const { incidents, issues } = await read(text.replace('"settings"', '"settingz"'))
  expect(incidents).toEqual([JSON.parse(sound)])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(issues.find(({ code }) => code === 'unknown-fields')?.message).toMatch(
    /settingz.*__proto__.*constructor/,
  )
})

test('settings and the list of imports are told and not applied', async () => {
  const { issues } = await read(file([], { batches: [{}, {}] }))
  expect(issues.map(({ code }) => code)).toEqual(['settings-inside', 'imports-inside'])
  expect(issues[1]?.message).toContain('2 earlier import(s)')
})

test('a file of a newer version says so', async () => {
  await expect(read(file([], { version: 2 }))).rejects.toThrow(/newer Faultline/)
  await expect(read(file([]).replace('"version":1,', ''))).rejects.toThrow(/version is missing/)
})
