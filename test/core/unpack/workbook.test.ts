import { readFileSync } from 'node:fs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { importFiles } from '../../../src/core/import'
import { Cancelled, openInput } from '../../../src/core/input'
import { UserError } from '../../../src/core/issue'
import { unpacked } from '../../../src/core/unpack'

const shared = [
  'id',
  'title',
  'start (UTC)',
  'end (UTC)',
  'error %',
  'R &amp; D is &lt;slow&gt;',
  'hidden',
]

/** Styles 1 day and time, 2 percent, 3 a length of time, 4 a day of another writing, 5 money, 6 a day of East Asia. */
const styles = `<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="[h]:mm"/>
<numFmt numFmtId="165" formatCode="&quot;on &quot;d\\ mmm\\ yyyy"/><numFmt numFmtId="166" formatCode="#,##0.00 [$Din.-81A]"/></numFmts><cellXfs>
<xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="31"/></cellXfs></styleSheet>`

const header = `<row r="1">${shared
  .slice(0, 5)
  .map((_, k) => `<c r="${'ABCDE'[k]}1" t="s"><v>${k}</v></c>`)
  .join('')}</row>`

interface Book {
  readonly sheets: readonly (readonly [name: string, rows: string, state?: string])[]
  readonly from1904?: boolean
  readonly prefix?: string
}

function book({ sheets, from1904 = false, prefix = '' }: Book): Uint8Array {
  const prefixed = (xml: string) =>
    strToU8(prefix === '' ? xml : xml.replace(/<(\/?)(?=[a-z])/gi, `<$1${prefix}`))
  const listed = sheets
    .map(
      ([name, , state], k) =>
        `<sheet name="${name}" r:id="rId${k}" state="${state ?? 'visible'}"/>`,
    )
    .join('')
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': prefixed(
      `<workbook><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${listed}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${sheets.map((_, k) => relation(`rId${k}`, 'worksheet', `worksheets/sheet${k}.xml`)).join('')}
${relation('s', 'styles', 'styles.xml')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    ),
    'xl/sharedStrings.xml': prefixed(
      `<sst>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}<si><r><t>part </t></r><r><t>two</t></r><rPh><t>x</t></rPh></si></sst>`,
    ),
    'xl/styles.xml': prefixed(styles),
    ...Object.fromEntries(
      sheets.map(([, rows], k) => [
        `xl/worksheets/sheet${k}.xml`,
        prefixed(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
      ]),
    ),
  })
}

function relation(id: string, kind: string, target: string): string {
  const type = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}`
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`
}

async function texts(bytes: Uint8Array) {
  const file = {
    name: 'log.xlsx',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  }
  const files = await unpacked(file, () => import('../../../src/core/unpack/tables'))
  return Promise.all(
    files.map(async (file) => {
      const input = await openInput(file)
      return [input.name, await input.text(), input] as const
    }),
  )
}

const row = `<row r="2"><c r="A2" t="inlineStr"><is><t>007</t></is></c><c r="B2" t="s"><v>5</v></c>
<c r="C2" s="1"><v>45352.4166666667</v></c><c r="D2" s="1"><v>45352.5</v></c><c r="E2" s="2"><v>0.025</v></c></row>`

test('cells come out as they are shown: texts, days, percent', async () => {
  const [[name, text] = []] = await texts(book({ sheets: [['Log', header + row]] }))
  expect(name).toBe('log.xlsx/Log')
  expect(text).toBe(
    'id,title,start (UTC),end (UTC),error %\r\n007,R & D is <slow>,2024-03-01 10:00:00,2024-03-01 12:00:00,2.5%\r\n',
  )
})

test('a workbook is imported like a table', async () => {
  const [[, , input] = []] = await texts(book({ sheets: [['Log', header + row]] }))
  const { frame, rejected } = await importFiles([input!], {
    assume: {},
    now: Date.UTC(2026, 0, 1),
    onBlock: () => undefined,
  })
  expect(rejected).toEqual([])
  expect(frame.incidents.startAt[0]).toBe(Date.UTC(2024, 2, 1, 10))
  expect(frame.spans.rate?.[0]).toBe(0.025)
})

test.each([
  ['a whole day', '<c s="4"><v>45352</v></c>', '2024-03-01'],
  ['a length of time', '<c s="3"><v>1.0625</v></c>', '25:30:00'],
  ['a time of day', '<c s="1"><v>0.75</v></c>', '18:00:00'],
  ['a plain number, as short as it is', '<c><v>45.100000000000001</v></c>', '45.1'],
  ['a truth value', '<c t="b"><v>1</v></c>', 'true'],
  ['the text of a formula', '<c t="str"><f>A1</f><v>x</v></c>', 'x'],
  ['a formula whose result is not there', '<c><f>B2-A2</f></c>', '=B2-A2'],
  [
    'a code of the sender, not of the text',
    '<c t="inlineStr"><is><t>a_x0041_b</t></is></c>',
    'aAb',
  ],
  ['money of a currency with a d', '<c s="5"><v>1234.56</v></c>', '1234.56'],
  ['a day of an East Asian look', '<c s="6"><v>45352</v></c>', '2024-03-01'],
  ['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
  ['a text in parts, without its reading', '<c t="s"><v>7</v></c>', 'part two'],
])('%s', async (_, cell, want) => {
  const [[, text] = []] = await texts(
    book({ sheets: [['Log', `${header}<row><c t="s"><v>5</v></c>${cell}</row>`]] }),
  )
  expect(text?.split('\r\n')[1]?.split(',')[1]).toBe(want)
})

test('days are counted from 1904 where the workbook says so', async () => {
  const [[, text] = []] = await texts(
    book({ sheets: [['Log', `${header}<row><c s="1"><v>43890.25</v></c></row>`]], from1904: true }),
  )
  expect(text).toContain('2024-03-01 06:00:00')
})

test('cells stand where their reference says, and empty rows are left out', async () => {
  const [[, text] = []] = await texts(
    book({ sheets: [['Log', `${header}<row r="2"/><row r="9"><c r="E9"><v>3</v></c></row>`]] }),
  )
  expect(text?.split('\r\n')[1]).toBe(',,,,3')
})

test('names may have any prefix', async () => {
  const [[, text] = []] = await texts(book({ sheets: [['Log', header + row]], prefix: 'x:' }))
  expect(text).toContain('2024-03-01 10:00:00')
})

test('of several sheets those with a header of incidents are read, hidden ones never', async () => {
  const read = await texts(
    book({
      sheets: [
        ['About', '<row><c t="s"><v>5</v></c></row>'],
        ['2023', header + row],
        ['Old', header + row, 'hidden'],
        ['2024', header + row],
      ],
    }),
  )
  expect(read.map(([name]) => name)).toEqual(['log.xlsx/2023', 'log.xlsx/2024'])
})

test('an empty workbook is refused', async () => {
  const empty = texts(book({ sheets: [['Log', '']] }))
  await expect(empty).rejects.toThrow(UserError)
  await expect(empty).rejects.toThrow(/no visible sheet/)
})

/** The workbook with one of its files changed. */
function changed(name: string, change: (xml: string) => string): Uint8Array {
  const files = unzipSync(book({ sheets: [['Log', header + row]] }))
  return zipSync({ ...files, [name]: strToU8(change(strFromU8(files[name]!))) })
}

const sheet = 'xl/worksheets/sheet0.xml'

test.each([
  ['cut after a row', sheet, (xml: string) => xml.slice(0, xml.indexOf('</row>') + 6)],
  ['with a cell outside of any sheet', sheet, (xml: string) => xml.replace('A2', 'A9999999')],
  ['of empty files', 'xl/workbook.xml', () => ''],
  ['with a document type', 'xl/workbook.xml', (xml: string) => `<!DOCTYPE x>${xml}`],
])('a workbook %s is refused', async (_, name, change) => {
  await expect(texts(changed(name, change))).rejects.toThrow(/cannot be read/)
})

test('a sheet of charts beside the table does not matter', async () => {
  const bytes = changed('xl/_rels/workbook.xml.rels', (xml) =>
    xml.replace('</Relationships>', `${relation('c', 'chartsheet', 'x.xml')}</Relationships>`),
  )
  const files = unzipSync(bytes)
  const listed = strFromU8(files['xl/workbook.xml']!).replace(
    '<sheets>',
    '<sheets><sheet name="Chart" r:id="c"/>',
  )
  const read = await texts(zipSync({ ...files, 'xl/workbook.xml': strToU8(listed) }))
  expect(read.map(([name]) => name)).toEqual(['log.xlsx/Log'])
})

test('more cells than any log has are refused before they are read', async () => {
  const cells = '<c s="1"/>'.repeat(16_000)
  const bytes = book({ sheets: [['Log', `<row>${cells}</row>`.repeat(400)]] })
  const packed = zipSync(unzipSync(bytes), { level: 0 })
  await expect(texts(packed)).rejects.toThrow(/more cells/)
})

test('an import that is cancelled stops while the workbook is unpacked', async () => {
  const bytes = book({ sheets: [['Log', header + row]] })
  let looks = 0
  const file = {
    name: 'log.xlsx',
    size: bytes.length,
    async *open() {
      yield bytes
    },
    cancelled: () => ++looks > 1,
  }
  const reading = unpacked(file, () => import('../../../src/core/unpack/tables'))
  await expect(reading).rejects.toThrow(Cancelled)
})

test('without the readers of tables a workbook is refused as what it is', async () => {
  const bytes = book({ sheets: [['Log', header + row]] })
  const [file] = await unpacked({
    name: 'log.xlsx',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
  await expect(openInput(file!)).rejects.toThrow(/an Office document/)
})

test('the sample is read whole: two years, what is hidden left out', async () => {
  const path = new URL('../../../data/samples/xlsx/incident-log.xlsx', import.meta.url)
  const read = await texts(new Uint8Array(readFileSync(path)))
  expect(read.map(([name]) => name)).toEqual(['log.xlsx/2023', 'log.xlsx/2024'])
  const { frame, files, rejected } = await importFiles(
    read.map(([, , input]) => input),
    { assume: {}, now: Date.UTC(2026, 0, 1), onBlock: () => undefined },
  )
  expect(files.map(({ incidents }) => incidents)).toEqual([2, 2])
  expect(rejected).toMatchObject([{ file: 'log.xlsx/2024' }])
  expect([...frame.incidents.startAt].slice(0, 4)).toEqual([
    Date.UTC(2023, 1, 14, 8, 30),
    Date.UTC(2023, 8, 3, 22, 15),
    Date.UTC(2024, 2, 31, 1),
    Date.UTC(2024, 4, 16, 4, 5, 30),
  ])
})
