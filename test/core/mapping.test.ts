import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/core/config'
import { configText } from '../../src/core/config-text'
import { buildSnapshot } from '../../src/core/dashboard'
import { importFiles } from '../../src/core/import'
import { openInput } from '../../src/core/input'
import type { Assumptions } from '../../src/core/issue'
import {
  headerFingerprint,
  mappingFor,
  mappingsWith,
  settledFor,
  withMapping,
  wordReader,
} from '../../src/core/mapping'
import { rulePresets } from '../../src/core/rule'
import { allowedPpm, defaultSettings, plainService, type Settings } from '../../src/core/settings'
import { readSnapshot } from '../../src/core/snapshot'
import { tablePreview } from '../../src/core/table-preview'

const finnish = `Otsikko;Alku;Loppu;Vakavuus
Kasse steht;03.04.2024 10:00;03.04.2024 10:45;korkea
Anmeldung langsam;05.04.2024 08:00;05.04.2024 09:30;matala
`
const header = ['Otsikko', 'Alku', 'Loppu', 'Vakavuus']
const assume: Assumptions = {
  map: { title: 'Otsikko', start: 'Alku', end: 'Loppu', severity: 'Vakavuus' },
  values: { severity: { korkea: 'major', matala: 'minor' } },
  encoding: 'windows-1252',
  timeZone: 'Europe/Berlin',
  dates: 'day-first',
}
const now = Date.UTC(2025, 0, 1)

function input(text: string, name = 'log.csv') {
  const bytes = new TextEncoder().encode(text)
  return openInput({
    name,
    size: bytes.length,
    open: async function* () {
      yield bytes
    },
  })
}

async function read(text: string, assumed: Assumptions, asked = false) {
  return importFiles([await input(text)], {
    assume: assumed,
    now,
    onBlock: () => undefined,
    ...(asked && { onTable: () => undefined }),
  })
}

test('a header is known again in any order, case and spacing', () => {
  expect(headerFingerprint([' alku', 'LOPPU', 'Loppu', ''])).toBe(
    headerFingerprint(['Loppu', 'Alku']),
  )
  expect(headerFingerprint(['Loppu'])).not.toBe(headerFingerprint(['Loppu', 'Alku']))
})

test('a mapping holds for tables with all of its columns, the newest first', () => {
  const first = mappingsWith([], ['A', 'B'], { dates: 'day-first' })
  const both = mappingsWith(first, ['A', 'B', 'C'], { dates: 'month-first' })
  expect(mappingFor(both, ['c', 'b', 'a', 'more'])?.assume.dates).toBe('month-first')
  expect(mappingFor(both, ['a', 'b'])?.assume.dates).toBe('day-first')
  expect(mappingFor(both, ['a'])).toBeNull()
  expect(mappingsWith(both, ['b', 'A'], {})).toHaveLength(2)
})

test('answers to the import come before its mapping, and the zone of the mapping before the general one', () => {
  const general = { timeZone: 'UTC', mappings: [{ header, assume }] }
  expect(settledFor({ ...general, map: { end: 'Bis' } }, header)).toEqual({
    ...assume,
    map: { ...assume.map, end: 'Bis' },
  })
  expect(settledFor(general, ['Opened'])).toEqual({ timeZone: 'UTC' })
})

test('what cause words stand for goes to the taxonomy, without chains', () => {
  const before: Settings = {
    ...defaultSettings,
    taxonomy: { aliases: { 'bad push': 'Rollout', network: 'vendor' }, vendors: [] },
  }
  const after = withMapping(before, header, {
    values: { cause: { rollout: 'deploy/change', wan: 'network' }, severity: { korkea: 'major' } },
  })
  expect(after.taxonomy.aliases).toEqual({
    'bad push': 'deploy/change',
    network: 'vendor',
    rollout: 'deploy/change',
    wan: 'vendor',
  })
  expect(after.mappings).toEqual([
    { header, assume: { values: { severity: { korkea: 'major' } } } },
  ])
  expect(parseConfig(configText(after), 'faultline.yaml')).toEqual(after)
})

test('a word stands for what was chosen, and names that objects have are words', () => {
  const said = wordReader({ values: { severity: { korkea: 'major' } } })
  expect(said('severity', ' KORKEA ')).toBe('major')
  expect(said('kind', 'korkea')).toBe('korkea')
  expect(said('severity', 'constructor')).toBe('constructor')
})

test('a table in words nobody knows is asked about where someone can answer, else refused', async () => {
  const asked = await read(finnish, {}, true)
  expect(asked.questions.map(({ code }) => code)).toEqual(['mapping'])
  expect(asked.files[0]).toMatchObject({ records: 0, incidents: 0 })
  await expect(read(finnish, {})).rejects.toThrow(/no column could be the start/)
})

test('a remembered mapping reads every table with its columns', async () => {
  const read1 = await read(finnish, { timeZone: 'UTC', mappings: [{ header, assume }] })
  expect(read1.questions).toEqual([])
  const { startAt, endAt, severity, count } = read1.frame.incidents
  expect(count).toBe(2)
  expect(startAt[0]).toBe(Date.UTC(2024, 3, 3, 8))
  expect(endAt[1]).toBe(Date.UTC(2024, 3, 5, 7, 30))
  expect([...severity]).toEqual([2, 3])
  const titled = `Bericht;;;\n${finnish}`
  const below = await read(titled, { mappings: [{ header, assume }] })
  expect(below.frame.incidents.count).toBe(2)
  expect((await tablePreview(await input(titled), {}, now)).header).toEqual(header)
})

test('a field that is given no column stays empty', async () => {
  const text = 'Title,Opened,Closed,Priority\nA,2024-01-01T00:00Z,2024-01-01T01:00Z,P1\n'
  const mapped = await read(text, { map: { severity: '' } })
  expect([...mapped.frame.incidents.severity]).toEqual([0])
  expect([...(await read(text, {})).frame.incidents.severity]).not.toEqual([0])
})

test('the preview shows a table before anything is known of it', async () => {
  const preview = await tablePreview(await input(finnish), {}, now)
  expect(preview).toMatchObject({
    header,
    looks: [null, 'time', 'time', null],
    records: 2,
    rows: [],
    fault: null,
  })
  expect(preview.samples[1]).toEqual(['03.04.2024 10:00', '05.04.2024 08:00'])
  expect(preview.questions.map(({ code }) => code)).toEqual(['mapping'])
})

test('the preview shows both readings of a date', async () => {
  const text = 'Opened,Closed,Sev\n03/04/2024 10:00,03/04/2024 11:00,korkea\n,x,SEV1\n'
  const preview = await tablePreview(await input(text), {}, now)
  expect(preview.questions.map(({ code }) => code)).toEqual(['date-order'])
  expect(preview.times[0]).toEqual({
    column: 'Opened',
    text: '03/04/2024 10:00',
    dayFirst: Date.UTC(2024, 3, 3, 10),
    monthFirst: Date.UTC(2024, 2, 4, 10),
  })
  expect(preview.zoneMissing).toBe(true)
  expect(preview.dates).toBeNull()
  const late = await tablePreview(await input(`${text}13/04/2024 10:00,,\n`), {}, now)
  expect(late.dates).toBe('day-first')
  const answered = await tablePreview(await input(text), { dates: 'day-first' }, now)
  expect(answered.rows.map(({ row, from }) => [row, from])).toEqual([
    [2, null],
    [1, Date.UTC(2024, 3, 3, 10)],
  ])
})

test('a time of day is previewed with the day from its own column', async () => {
  const text = 'Tag,Von,Bis\n13.04.2024,10:00,10:45\n'
  const map = { startDate: 'Tag', start: 'Von', end: 'Bis' }
  const preview = await tablePreview(await input(text), { map }, now)
  expect(preview.times.map((sample) => [sample.text, sample.dayFirst])).toEqual([
    ['13.04.2024 10:00', Date.UTC(2024, 3, 13, 10)],
    ['13.04.2024 10:45', Date.UTC(2024, 3, 13, 10, 45)],
  ])
  expect(preview.rows[0]).toMatchObject({
    from: Date.UTC(2024, 3, 13, 10),
    to: Date.UTC(2024, 3, 13, 10, 45),
  })
})

test('a corrected record counts with its correction and keeps its row', async () => {
  const text =
    'id,Opened,Closed\nA,2024-01-01T02:00Z,2024-01-01T01:00Z\nB,never,2024-01-01T01:00Z\n'
  const before = await read(text, {})
  expect(before.rejected.map(({ row }) => row)).toEqual([1, 2])
  const after = await read(text, {
    fixes: [
      { file: 'log.csv', row: 1, cells: [[2, '2024-01-01T03:00Z']] },
      { file: 'other.csv', row: 2, cells: [[1, '2024-01-01T00:00Z']] },
    ],
  })
  expect(after.files[0]).toMatchObject({ records: 2, incidents: 1, rejected: 1 })
  expect(after.frame.dictionaries.flags).toContain('fixed-by-hand')
})

test('the text of settings reads back as the same settings', () => {
  const settings: Settings = {
    ...defaultSettings,
    title: 'Kasse: "heute"',
    timeZone: 'Europe/Berlin',
    asOf: Date.UTC(2024, 1, 29, 1, 2, 3, 4),
    observation: { from: Date.UTC(2023, 0, 1), to: null },
    services: [
      {
        name: 'yes',
        aliases: ['123', 'a: b'],
        share: 2,
        observation: { from: null, to: Date.UTC(2024, 0, 1) },
        slo: [{ target: 99.95, allowedPpm: allowedPpm(99.95), window: '28d', basis: 'weighted' }],
        credits: [{ below: 99.9, percent: 10 }],
      },
      { name: 'B', aliases: [], share: 1, observation: null, slo: [], credits: [] },
    ],
    slo: [{ target: 99.9, allowedPpm: allowedPpm(99.9), window: 'period', basis: 'raw' }],
    rule: rulePresets.page,
    policy: { notice: 40, slow: 75, freeze: 100, postmortemShare: 25 },
    taxonomy: { aliases: { '# bad': 'config' }, vendors: ['AWS'] },
    mappings: [{ header: ['Alku', '- Loppu'], assume: { ...assume, errorRate: 'percent' } }],
    redaction: { level: 'figures' },
    logo: 'logo.svg',
  }
  expect(parseConfig(configText(settings), 'faultline.yaml')).toEqual(settings)
  expect(parseConfig(configText(defaultSettings), 'faultline.yaml')).toEqual(defaultSettings)
  const weighed: Settings = {
    ...defaultSettings,
    rule: {
      ...rulePresets.strict,
      name: 'custom',
      maintenance: 'up',
      weights: { ...rulePresets.strict.weights, minor: { low: 0, value: 0.2, high: 1 } },
    },
  }
  expect(parseConfig(configText(weighed), 'faultline.yaml')).toEqual(weighed)
})

test('a dashboard is built from a table as its faultline.yaml maps it', async () => {
  const files = [{ name: 'log.csv', bytes: new TextEncoder().encode(finnish) }]
  const text = configText(withMapping(defaultSettings, header, assume))
  const snapshot = readSnapshot(await buildSnapshot(files, text))
  expect(snapshot.incidents.map(({ title, severity }) => [title, severity])).toEqual([
    ['Kasse steht', 'major'],
    ['Anmeldung langsam', 'minor'],
  ])
  await expect(buildSnapshot(files, null)).rejects.toThrow(/no column could be the start/)
})

test('a dashboard is built from a table in the encoding that faultline.yaml states for its columns', async () => {
  const latin = Uint8Array.from(finnish.replace('Kasse', 'K\u00fcche'), (letter) =>
    letter.charCodeAt(0),
  )
  const files = [{ name: 'log.csv', bytes: latin }]
  const text = configText(withMapping(defaultSettings, header, assume))
  expect(text).toContain('encoding: windows-1252')
  const snapshot = readSnapshot(await buildSnapshot(files, text))
  expect(snapshot.incidents[0]?.title).toBe('Küche steht')
  const { encoding: _, ...silent } = assume
  const unstated = configText(withMapping(defaultSettings, header, silent))
  await expect(buildSnapshot(files, unstated)).rejects.toThrow(
    /log\.csv: line 2 .*state the encoding .*faultline\.yaml: .*encoding: windows-1252/,
  )
  const unknown = text.replace('windows-1252', 'latin-17')
  expect(() => parseConfig(unknown, 'faultline.yaml')).toThrow(/an encoding that is known/)
})

test('whatever words people use, the text of settings reads back', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== '' && !['__proto__', 'constructor', 'prototype'].includes(text))
  const words = fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true })
  fc.assert(
    fc.property(
      word,
      fc.uniqueArray(word, { minLength: 1, maxLength: 4, selector: (one) => one.toLowerCase() }),
      words,
      fc.dictionary(word, words, { maxKeys: 2, noNullPrototype: true }),
      (title, names, map, values) => {
        const settings: Settings = {
          ...defaultSettings,
          title,
          services: names.map((name) => ({ ...plainService(name), share: 3 })),
          taxonomy: { aliases: {}, vendors: names },
          mappings: [{ header: names, assume: { map, values } }],
        }
        expect(parseConfig(configText(settings), 'faultline.yaml')).toEqual(settings)
      },
    ),
  )
})

test('a zone that was said for a table is no assumption', async () => {
  const { frame, issues } = await read(finnish, {
    mappings: [{ header, assume: { ...assume, dates: 'day-first' } }],
  })
  expect(frame.dictionaries.flags).not.toContain('tz-assumed')
  expect(issues.map(({ code }) => code)).not.toContain('tz-assumed')
  const { timeZone, ...rest } = assume
  const general = {
    timeZone: timeZone ?? '',
    mappings: [{ header, assume: { ...rest, dates: 'day-first' as const } }],
  }
  expect((await read(finnish, general)).frame.dictionaries.flags).toContain('tz-assumed')
})

test('a status that a person calls no incident leaves the record out', async () => {
  const text =
    'Title,Opened,Closed,Status\nA,2024-01-01T00:00Z,2024-01-01T01:00Z,erledigt\nB,2024-01-02T00:00Z,2024-01-02T01:00Z,verworfen\n'
  const columns = ['Title', 'Opened', 'Closed', 'Status']
  const values = { status: { verworfen: 'cancelled' } }
  const { frame, rejected } = await read(text, {
    mappings: [{ header: columns, assume: { values } }],
  })
  expect(frame.incidents.count).toBe(1)
  expect(rejected.map(({ row, code }) => [row, code])).toEqual([[2, 'not-an-incident']])
})
