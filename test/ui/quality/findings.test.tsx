import { expect, test } from 'vitest'
import type { DataQuality } from '../../../src/core/answers'
import { doubts } from '../../../src/core/quality'
import { Findings } from '../../../src/ui/quality/Findings'
import { doubtWords } from '../../../src/ui/quality/quality-words'
import { markupOf } from '../markup'

const none: DataQuality = { incidents: 2, findings: [], derivedFrom: null, quiet: [], unused: [] }
const rejecting = {
  id: 'b',
  name: 'log.csv',
  importedAt: 0,
  contentHash: '',
  files: [{ name: 'log.csv', format: 'csv', records: 9, incidents: 7, rejected: 2 }],
  issues: [],
  rejected: [],
}

function shown(quality: DataQuality, editable = true, batches = [rejecting]): Promise<string> {
  const nowhere = () => undefined
  const mend = editable ? { readAgain: nowhere, declare: nowhere, importMore: nowhere } : null
  const props = { quality, batches, timeZone: 'UTC', mend }
  return markupOf(<Findings {...props} onIncident={nowhere} onImport={nowhere} />)
}

test('data without a doubt is praised with its count', async () => {
  expect(await shown(none, true, [])).toContain('No doubt about 2 incidents')
})

test('each doubt stands with its count, its effect, and its fix where it can be fixed', async () => {
  const quality: DataQuality = {
    ...none,
    findings: doubts.map((kind) => ({ kind, count: 2, records: [] })),
    derivedFrom: Date.UTC(2022, 0, 1),
    quiet: [{ from: Date.UTC(2022, 0, 1), to: Date.UTC(2023, 0, 1) }],
    unused: [{ file: 'log.csv', columns: ['team'] }],
  }
  const markup = await shown(quality)
  expect(markup).toContain('2 rows were rejected')
  expect(markup).toContain('2 incidents have a disputed length')
  expect(markup).toContain('1 file has columns that no figure uses')
  expect(markup).toContain('It is taken to begin on 1 Jan 2022')
  expect(markup).not.toContain('No doubt')
  const frozen = await shown(quality, false)
  for (const kind of doubts) {
    const { finding, effect, fix } = doubtWords[kind]
    for (const words of [finding(2), effect, fix]) expect(markup).toContain(words)
    expect(frozen).toContain(effect)
    expect(frozen).not.toContain(fix)
  }
})

test('one of anything is said of one', () => {
  for (const kind of doubts) expect(doubtWords[kind].finding(1)).toMatch(/^1 (incident|record) /)
})
