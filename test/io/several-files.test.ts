import 'fake-indexeddb/auto'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { mostFiles } from '../../src/core/clutter'
import { Engine } from '../../src/io/engine'

const now = 1_700_000_000_000
const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const table = (id: string) =>
  `id,title,services,start,end\n${id},Outage,API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z\n`

async function staged(...files: readonly File[]) {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  await engine.openWorkspace({ database: null, held: null }, now)
  return engine.stage(files, {}, now, quiet)
}

const passedOver = (found: Awaited<ReturnType<typeof staged>>) =>
  found.issues
    .filter(({ code }) => code === 'passed-over')
    .map(({ file, message }) => `${file}: ${message}`)

test('of several files those that hold no incidents are passed over and told of', async () => {
  const found = await staged(
    new File([table('A')], 'log/a.csv'),
    new File([table('B')], 'log/2023/b.csv'),
    new File(['# Notes\n\nNothing here.\n'], 'log/README.md'),
    new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0])], 'log/chart.png'),
    new File(['on: push\njobs: {}\n'], 'log/ci/build.yml'),
    new File([''], 'log/empty.csv'),
  )
  expect(found.changes.added).toBe(2)
  expect(found.files.map(({ name }) => name)).toEqual(['log/a.csv', 'log/2023/b.csv'])
  expect(passedOver(found)).toEqual([
    'log/ci/build.yml: The file was passed over: neither incidents nor settings of Faultline.',
    'log/chart.png: The file was passed over: this is a PNG image, not text.',
    'log/empty.csv: The file was passed over: the file is empty.',
    'log/README.md: The file was passed over: not a file Faultline can read.',
  ])
})

test('settings in a folder are taken, and a broken one is an error', async () => {
  const log = new File([table('A')], 'log/a.csv')
  const found = await staged(log, new File(['title: Ours\n'], 'log/faultline.yaml'))
  expect(passedOver(found)).toEqual([])
  expect(found.issues.map(({ code }) => code)).toContain('settings')
  await expect(staged(log, new File(['titel: Ours\n'], 'log/faultline.yaml'))).rejects.toThrow(
    'faultline.yaml',
  )
})

test('a table without times is passed over, one with times is asked about', async () => {
  const log = new File([table('A')], 'log/a.csv')
  const machines = new File(['host,cores\na,1\nb,3\n'], 'log/machines.csv')
  const found = await staged(log, machines)
  expect(found.questions).toEqual([])
  expect(passedOver(found)).toEqual([
    'log/machines.csv: The file was passed over: no column could be the start of an incident. Columns: host, cores.',
  ])
  const times = new File(['measured,load\n2024-01-01T10:00:00Z,1\n'], 'log/load.csv')
  expect((await staged(log, times)).questions.map(({ file }) => file)).toEqual(['log/load.csv'])
  expect((await staged(machines)).questions.map(({ code }) => code)).toEqual(['mapping'])
})

test('settings alone are taken, whatever lies beside them', async () => {
  const found = await staged(
    new File(['title: Ours\n'], 'log/faultline.yaml'),
    new File(['services:\n  web:\n    image: x\n'], 'log/compose.yml'),
    new File(['# Notes\n'], 'log/README.md'),
  )
  expect(found.issues.map(({ code }) => code)).toContain('settings')
  expect(passedOver(found).length).toBe(2)
})

test('an encoding is asked only for what would be read in it', async () => {
  const log = new File([table('A')], 'log/a.csv')
  const noise = Uint8Array.from(
    { length: 5000 },
    (_, n) => 1 + (((n * 2_654_435_761) >>> 13) % 255),
  )
  const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const found = await staged(
    log,
    new File([noise], 'log/logo.webp'),
    new File([latin('Größe der Störung\n')], 'log/notes.txt'),
  )
  expect(found.questions).toEqual([])
  expect(found.changes.added).toBe(1)
  expect(passedOver(found)).toEqual([
    ': 2 files were passed over, such as log/logo.webp, log/notes.txt: not a file Faultline can read.',
  ])
  const asked = await staged(log, new File([latin(table('Störung'))], 'log/b.csv'))
  expect(asked.questions.map(({ code }) => code)).toEqual(['encoding'])
})

test('in an archive with several files, too', async () => {
  const zip = zipSync({ 'a.csv': strToU8(table('A')), 'README.md': strToU8('# Notes\n') })
  const found = await staged(new File([new Uint8Array(zip)], 'log.zip'))
  expect(found.changes.added).toBe(1)
  expect(passedOver(found)).toEqual([
    'log.zip/README.md: The file was passed over: not a file Faultline can read.',
  ])
})

test('a file by itself is an error, and so are several without one that can be read', async () => {
  const notes = (name: string) => new File(['Nothing here.\n'], name)
  await expect(staged(notes('a.txt'))).rejects.toThrow(/^a\.txt: not a file/)
  await expect(staged(notes('a.txt'), notes('b.txt'))).rejects.toThrow(
    /^None of the 2 files can be read, such as a\.txt/,
  )
})

test('more files than anyone means are refused', async () => {
  const many = Array.from({ length: mostFiles + 1 }, (_, n) => new File([''], `log/${n}.csv`))
  await expect(staged(...many)).rejects.toThrow(`more than ${mostFiles} files`)
})

test('what was read of a file that breaks off later is not passed over', async () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `${n},Outage,API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z\n`,
  ).join('')
  const broken = new File([`id,title,services,start,end\n${rows}x,"open\n`], 'b.csv')
  await expect(staged(new File([table('A')], 'a.csv'), broken)).rejects.toThrow('never closes')
})
