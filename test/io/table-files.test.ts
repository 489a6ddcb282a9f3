import { readFileSync } from 'node:fs'
import { zipSync, strToU8 } from 'fflate'
import { expect, test, vi } from 'vitest'
import { UserError } from '../../src/core/issue'
import { TableFiles, type Convert } from '../../src/io/table-files'
import { tableSheets } from '../../src/io/table-sheets'

function sample(name: string): File {
  const path = new URL(`../../data/samples/${name}`, import.meta.url)
  return new File([new Uint8Array(readFileSync(path))], name.replace(/^.*\//, ''))
}

const workbook = sample('xlsx/incident-log.xlsx')
const parquet = sample('parquet/incident-log.parquet')
const csv = new File(['id,title\n1,x\n'], 'log.csv')
const zip = new File([zipSync({ 'log.csv': strToU8('id,title\n1,x\n') }).slice()], 'log.zip')

function counted() {
  const convert = vi.fn<Convert>((file) => tableSheets(file))
  const load = vi.fn(async () => convert)
  return { convert, load, files: new TableFiles(load) }
}

test('tables take the place of their file, in order, and others stay as they are', async () => {
  const { files } = counted()
  const pasted = { name: 'Pasted report', text: 'Resolved' }
  const read = await files.asText([csv, workbook, pasted, parquet, zip])
  expect(read.map(({ name }) => name)).toEqual([
    'log.csv',
    'incident-log.xlsx/2023',
    'incident-log.xlsx/2024',
    'Pasted report',
    'incident-log.parquet',
    'log.zip',
  ])
  expect([read[0], read[3], read[5]]).toEqual([csv, pasted, zip])
  const table = read[4]
  if (!table || table instanceof File || typeof table.text === 'string') throw new Error('no table')
  expect(await table.text.text()).toMatch(/^incident_id,title,.*\r\n9007199254740993,/)
})

test('nothing is loaded for files of other kinds', async () => {
  const { files, load } = counted()
  await files.asText([csv, zip])
  expect(load).not.toHaveBeenCalled()
})

test('a file is converted once, however often it is read', async () => {
  const { files, convert } = counted()
  const first = await files.asText([workbook])
  expect(await files.asText([workbook])).toEqual(first)
  expect(convert).toHaveBeenCalledOnce()
})

test('what only looks like a table is left to those who read it', async () => {
  const { files } = counted()
  const document = new File(
    [zipSync({ 'docs/xl/notes.csv': strToU8('id,title\n1,x\n') }).slice()],
    'notes.zip',
  )
  expect(await files.asText([document])).toEqual([document])
})

test('a conversion that failed is tried again', async () => {
  const { files, convert } = counted()
  convert.mockRejectedValueOnce(new UserError('no', 'Try again.'))
  await expect(files.asText([parquet])).rejects.toThrow(UserError)
  expect(await files.asText([parquet])).toHaveLength(1)
})

test('code that does not come is told with what to do', async () => {
  const files = new TableFiles(() => Promise.reject(new Error('offline')))
  await expect(files.asText([parquet])).rejects.toThrow(/could not be loaded/)
  expect(await files.asText([csv])).toEqual([csv])
})
