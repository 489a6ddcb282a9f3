import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { importFiles } from '../../../src/core/import'
import { openInput } from '../../../src/core/input'
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

/** Styles 1 day and time, 2 percent, 3 a length of time, 4 a day of another writing. */
const styles = `<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="[h]:mm"/>
<numFmt numFmtId="165" formatCode="&quot;on &quot;d\\ mmm\\ yyyy"/></numFmts><cellXfs>
<xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`

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
      `<Relationships>${sheets.map((_, k) => `<Relationship Id="rId${k}" Target="worksheets/sheet${k}.xml"/>`).join('')}</Relationships>`,
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

async function texts(bytes: Uint8Array) {
  const files = await unpacked({
    name: 'log.xlsx',
    size: bytes.length,
    async *open() {
      yield bytes
    },
  })
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

test('an empty workbook and a broken one are refused', async () => {
  const empty = texts(book({ sheets: [['Log', '']] }))
  await expect(empty).rejects.toThrow(UserError)
  await expect(empty).rejects.toThrow(/no visible sheet/)
  await expect(texts(book({ sheets: [['Log', '<row><c>']] }))).rejects.toThrow(/cannot be read/)
})
