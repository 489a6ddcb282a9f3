import type { Effect, EffectFigures, Progress, Staged, StagedTable } from '../../core/answers'
import type { FileCounts } from '../../core/batch'
import type { Assumptions, Question, Rejection } from '../../core/issue'
import {
  budgetLeft,
  count,
  decimal,
  duration,
  listed,
  nothing,
  percent,
  sentence,
  target,
  whole,
} from '../../core/display'
import { headerFingerprint, mappingFor, mappingsWith } from '../../core/mapping'
import type { Oddity, OddRow } from '../../core/odd-rows'
import type { Outcome } from './use-import'

/** `statuspage-report` reads "Statuspage report", `csv` "CSV". */
export function formatWords(format: string): string {
  if (format === 'csv' || format === 'json' || format === 'xml') return format.toUpperCase()
  return sentence(format.replaceAll('-', ' '))
}

/** `212 records read = 207 incidents + 5 rejected`: the counts as they add up. */
export function countWords({ records, incidents, rejected }: FileCounts): string {
  return `${count(records, 'record')} read = ${count(incidents, 'incident')} + ${whole(rejected)} rejected`
}

/** `1.2 of 3.4 MB, 12,000 records`. */
export function progressWords({ doneBytes, totalBytes, records }: Progress): string {
  const size =
    totalBytes < 1_000_000
      ? `${whole(doneBytes / 1000)} of ${whole(totalBytes / 1000)} kB`
      : `${decimal(doneBytes / 1_000_000, 1)} of ${decimal(totalBytes / 1_000_000, 1)} MB`
  return `${size}, ${count(records, 'record')}`
}

/** How much of the files is read, 0..1; null where it cannot be told. */
export function doneRatio({ doneBytes, totalBytes }: Progress): number | null {
  return totalBytes > 0 ? Math.min(1, doneBytes / totalBytes) : null
}

/** `2 new, 1 updated, 3 unchanged`. */
export function changeWords({ added, updated, unchanged }: Staged['changes']): string {
  return `${whole(added)} new, ${whole(updated)} updated, ${whole(unchanged)} unchanged`
}

/** A question by its place in a list. */
export function questionKey({ file, column, code }: Question): string {
  return JSON.stringify([file, column, code])
}

/** The questions without those that tables with the same columns ask again: one answer holds for them all. */
export function askedOnce(
  questions: readonly Question[],
  tables: Staged['tables'],
): readonly Question[] {
  const prints = new Map(tables.map(({ file, header }) => [file, headerFingerprint(header)]))
  const known = new Set<string>()
  return questions.filter(({ file, column, code }) => {
    const key = JSON.stringify([prints.get(file) ?? file, column, code])
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}

/** What is assumed after the chosen answers, one index per question key. An answer about a table holds for its like alone. */
export function answered(
  before: Assumptions,
  questions: readonly Question[],
  chosen: ReadonlyMap<string, number>,
  tables: Staged['tables'],
): Assumptions {
  return questions.reduce<Assumptions>((assume, question) => {
    const answer = question.answers[chosen.get(questionKey(question)) ?? -1]
    if (!answer) return assume
    const table = tables.find(({ file }) => file === question.file)
    if (!table) return joined(assume, answer.assume)
    const { mappings = [] } = assume
    const known = mappingFor(mappings, table.header) ?? table.mapping
    const settled = joined(known?.assume ?? {}, answer.assume)
    return { ...assume, mappings: mappingsWith(mappings, table.header, settled) }
  }, before)
}

function joined(assume: Assumptions, answer: Assumptions): Assumptions {
  const map = { ...assume.map, ...answer.map }
  return { ...assume, ...answer, ...(Object.keys(map).length > 0 ? { map } : {}) }
}

/** `Over Sep 2017, this import takes availability from 100 % to 99.958 % and downtime from 0 min to 18 min.` */
export function effectWords({ before, after }: Effect, subject = 'this import'): string {
  const left = ({ budget }: EffectFigures) => budgetLeft(budget?.remainingMinutes ?? null)
  const figures: readonly Figure[] = [
    ['availability', percent(before.availability), percent(after.availability)],
    ['downtime', duration(before.downtimeMinutes), duration(after.downtimeMinutes)],
    ...weightedFigure(before, after),
    ['incidents', whole(before.incidents), whole(after.incidents)],
    ...(after.budget ? [[budgetName(after.budget), left(before), left(after)] as const] : []),
  ]
  const moved = figures.filter(([, from, to]) => from !== to)
  const kept = figures.filter(([, from, to]) => from === to && to !== nothing)
  const over = `Over ${after.period}${before.period === after.period || before.incidents === 0 ? '' : ` (so far ${before.period})`}`
  if (moved.length === 0) return `${over}, ${subject} changes no figure.`
  const moves = moved.map(
    ([name, from, to]) => `${name}${from === nothing ? '' : ` from ${from}`} to ${to}`,
  )
  const rest = kept.map(([name, , to]) => `${name} at ${to}`)
  return `${over}, ${subject} takes ${listed(moves)}${rest.length > 0 ? ` and leaves ${listed(rest)}` : ''}.`
}

type Figure = readonly [name: string, before: string, after: string]

/** Told where it alone moves, as with another error rate: else it says the same as the downtime. */
function weightedFigure(before: EffectFigures, after: EffectFigures): readonly Figure[] {
  const raw = duration(before.downtimeMinutes) === duration(after.downtimeMinutes)
  const from = duration(before.weightedMinutes)
  const to = duration(after.weightedMinutes)
  return raw && from !== to ? [['weighted downtime', from, to]] : []
}

function budgetName({ target: promised, label }: NonNullable<EffectFigures['budget']>): string {
  return `what is left of the error budget of ${target(promised)} (${label})`
}

/** Whether there is anything to keep: records, or the settings of a dropped `faultline.yaml`. */
export function bringsAnything(staged: Staged): boolean {
  return bringsRecords(staged) || staged.issues.some(({ code }) => code === 'settings')
}

/** Whether it changes records: by its own, or by the edits of a backup. */
export function bringsRecords({ changes, edits }: Pick<Staged, 'changes' | 'edits'>): boolean {
  return changes.added + changes.updated + edits > 0
}

/** What has become of an import, in a sentence. */
export function outcomeWords(staged: Staged, outcome: Outcome): string {
  const { changes, edits } = staged
  if (outcome === 'undone') return 'Undone. The import is gone from the workspace.'
  if (outcome === 'nothing new')
    return changes.unchanged > 0
      ? 'Nothing new: the workspace holds these records already.'
      : 'No record in it became an incident. The reasons are below.'
  if (!bringsRecords(staged) && bringsAnything(staged))
    return 'The settings of the workspace were replaced.'
  const more = edits > 0 ? `, and ${count(edits, 'edit')} of a change log` : ''
  return `Added to the workspace: ${changeWords(changes)}${more}.`
}

const namedColumns = 6

/** `No figure uses Note and Team: they are kept with each record.`; null where every column is read as a field. */
export function unreadWords({
  header,
  fields,
}: Pick<StagedTable, 'header' | 'fields'>): string | null {
  const read = new Set(Object.values(fields).flat())
  const names = header.map((name) => name.trim()).filter((name, at) => name && !read.has(at))
  if (names.length === 0) return null
  const more = names.length - namedColumns
  const told = more > 1 ? [...names.slice(0, namedColumns), `${whole(more)} more columns`] : names
  return `No figure uses ${listed(told)}: ${names.length > 1 ? 'they are' : 'it is'} kept with each record.`
}

/** Longest record that a rejection holds whole, characters. */
const wholeRecord = 500
/** Reasons that no cell can change, or that come with no row. */
const settled: ReadonlySet<string> = new Set([
  'not-an-incident',
  'repeated-header',
  'duplicate-id',
  'invalid',
])

/** Whether the cells of a rejected record can be corrected: it is a whole row of delimited text. */
export function isFixable({ file, code, raw }: Rejection, tables: Staged['tables']): boolean {
  if (settled.has(code) || raw.length >= wholeRecord) return false
  return tables.some((table) => table.file === file && table.delimited)
}

/** Why a row that can be read should be looked at, and what may be done. */
export function oddWords({ file, row, oddity, like }: OddRow): string {
  const other = like === undefined ? 'another one' : `record ${whole(like)}`
  return `${file} record ${row} ${oddReasons[oddity].one.replace('{other}', other)}`
}

/** The same of several rows: one sentence per file and reason. */
export function oddLines(rows: readonly OddRow[]): readonly string[] {
  const groups = new Map<string, OddRow[]>()
  for (const one of rows) {
    const key = `${one.oddity} ${one.file}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const [first] = group
    if (!first || group.length === 1) return first ? oddWords(first) : ''
    const records = listed(group.map(({ row }) => whole(row)))
    return `${first.file} records ${records} ${oddReasons[first.oddity].many}`
  })
}

const oddReasons: Readonly<Record<Oddity, { readonly one: string; readonly many: string }>> = {
  future: {
    one: 'starts later than today. Correct the start if it is mistyped.',
    many: 'start later than today. Correct a start that is mistyped.',
  },
  'no-end': {
    one: 'has been open for more than a week. Enter the end if it is over.',
    many: 'have been open for more than a week. Enter the end of those that are over.',
  },
  long: {
    one: 'lasts longer than a week. Correct start or end if one is mistyped.',
    many: 'last longer than a week. Correct a start or an end that is mistyped.',
  },
  'same-times': {
    one: 'has the services, start and end of {other}. Correct what is mistyped. If it is one incident told twice, mark it as a duplicate once it is added.',
    many: 'have the services, start and end of other rows. Correct what is mistyped. What is one incident told twice can be marked as a duplicate once it is added.',
  },
  'duplicate-id': {
    one: 'has the id of a later row, which replaces it. Give it an id of its own if it is another incident.',
    many: 'have the id of a later row, which replaces them. Give those ids of their own that are other incidents.',
  },
}
