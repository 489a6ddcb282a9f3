import type { StagedTable } from '../../core/answers'
import type { Assumptions } from '../../core/issue'
import { mappingsWith } from '../../core/mapping'
import { folded, type Settings } from '../../core/settings'
import type { TablePreview } from '../../core/table-preview'

/** The answers that hold for one table. */
export type TableAnswers = Assumptions

export interface FieldChoice {
  readonly field: string
  readonly label: string
}

/** What a column can be, in groups, as people call it. */
export const fieldGroups: readonly {
  readonly title: string
  readonly fields: readonly FieldChoice[]
}[] = [
  {
    title: 'When',
    fields: [
      { field: 'start', label: 'Start of the impact' },
      { field: 'end', label: 'End of the impact' },
      { field: 'duration', label: 'Duration' },
      { field: 'startDate', label: 'Start, the day alone' },
      { field: 'endDate', label: 'End, the day alone' },
    ],
  },
  {
    title: 'What',
    fields: [
      { field: 'id', label: 'Id' },
      { field: 'title', label: 'Title' },
      { field: 'text', label: 'Report text' },
      { field: 'services', label: 'Services' },
      { field: 'severity', label: 'Severity' },
      { field: 'errorRate', label: 'Error rate' },
      { field: 'cause', label: 'Cause' },
      { field: 'trigger', label: 'Trigger' },
      { field: 'attribution', label: 'Attribution' },
      { field: 'kind', label: 'Kind of record' },
      { field: 'status', label: 'Status' },
      { field: 'url', label: 'Link' },
    ],
  },
  {
    title: 'Response',
    fields: [
      { field: 'detected', label: 'Detected' },
      { field: 'acknowledged', label: 'Acknowledged' },
      { field: 'acknowledgedAfter', label: 'Time to acknowledge' },
      { field: 'identified', label: 'Cause identified' },
      { field: 'mitigated', label: 'Mitigated' },
      { field: 'resolved', label: 'Resolved' },
      { field: 'closed', label: 'Closed' },
      { field: 'firstPost', label: 'First public post' },
      { field: 'postmortem', label: 'Postmortem published' },
    ],
  },
]

const labels = new Map(
  fieldGroups.flatMap(({ fields }) => fields.map(({ field, label }) => [field, label] as const)),
)

export function fieldLabel(field: string): string {
  return labels.get(field) ?? field
}

/** The field a column is read as, or ''. */
export function fieldOf(fields: TablePreview['fields'], column: number): string {
  return Object.entries(fields).find(([, columns]) => columns.includes(column))?.[0] ?? ''
}

/** Where the columns of fields stand once one column is read as another field, or as none (''). */
export function movedField(
  fields: TablePreview['fields'],
  column: number,
  field: string,
): TablePreview['fields'] {
  const left = Object.entries(fields)
    .map(([name, columns]) => [name, columns.filter((at) => at !== column)] as const)
    .filter(([name, columns]) => columns.length > 0 && name !== field)
  return Object.fromEntries(field === '' ? left : [...left, [field, [column]] as const])
}

/** The answers with a column read as another field, or as none (''). What nothing was said of stays as it was found. */
export function withField(
  { header, fields }: Pick<TablePreview, 'header' | 'fields'>,
  answers: TableAnswers,
  column: number,
  field: string,
): TableAnswers {
  const name = header[column]?.trim() ?? ''
  const before = fieldOf(fields, column)
  const said = Object.entries(answers.map ?? {}).filter(([, of]) => folded(of) !== folded(name))
  const map: Record<string, string> = Object.fromEntries(said)
  if (field !== '') map[field] = name
  else if (before !== '') {
    const next = fields[before]?.find((other) => other !== column)
    map[before] = next === undefined ? '' : (header[next]?.trim() ?? '')
  }
  return { ...answers, map }
}

/** Columns that look like what nothing was found for: two of times are a start and an end. */
export function suggestedMap({
  header,
  looks,
  fields,
}: Pick<TablePreview, 'header' | 'looks' | 'fields'>): Readonly<Record<string, string>> {
  const named = (look: 'time' | 'severity') =>
    header.filter((name, at) => looks[at] === look && name.trim() !== '').map((name) => name.trim())
  const times = named('time')
  const map: Record<string, string> = {}
  const put = (field: string, name: string | undefined) => {
    if (name !== undefined && !fields[field]) map[field] = name
  }
  const first = fields['start'] ? undefined : times.shift()
  put('start', first)
  if (!fields['duration']) put('end', times.shift())
  put('severity', named('severity')[0])
  return map
}

type Aliases = Settings['taxonomy']['aliases']

/** No keys of a configuration can be called like this. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** What a person said a word of a column stands for, here or with an earlier import; '' where it stands for itself. */
export function chosenWord(
  { values }: TableAnswers,
  aliases: Aliases,
  field: string,
  word: string,
): string {
  const said = values?.[field] ?? {}
  const meant = Object.hasOwn(said, folded(word))
    ? said[folded(word)]
    : field === 'cause' && aliasOf(aliases, word)
  return meant && folded(meant) !== folded(word) ? meant : ''
}

function aliasOf(aliases: Aliases, word: string): string {
  return Object.entries(aliases).find(([label]) => folded(label) === folded(word))?.[1] ?? ''
}

/** The answers with a word of a column standing for one of ours, or for itself (''). */
export function withWord(
  answers: TableAnswers,
  aliases: Aliases,
  field: string,
  word: string,
  meant: string,
): TableAnswers {
  if (reserved.has(folded(word))) return answers
  const words = { ...answers.values?.[field] }
  // What an alias says is only taken back by another word: the label itself.
  if (meant === '' && field === 'cause' && aliasOf(aliases, word)) words[folded(word)] = word
  else if (meant === '') delete words[folded(word)]
  else words[folded(word)] = meant
  return { ...answers, values: { ...answers.values, [field]: words } }
}

/** The answers with one of them given, or taken back (''). */
export function withAnswer(
  answers: TableAnswers,
  name: 'encoding' | 'dates' | 'timeZone' | 'duration' | 'errorRate',
  value: string,
): TableAnswers {
  const { [name]: _before, ...others } = answers
  return value === '' ? others : { ...others, [name]: value }
}

/** One of our words as people read it. */
export function meantWords(meant: string): string {
  if (meant === 'counted') return 'an incident'
  return meant === 'cancelled' ? 'no incident' : meant
}

/** What is assumed of all files, with these answers for one table. An encoding said of it is one for all no longer. */
export function assumedWith(
  { encoding, ...others }: Assumptions,
  { header }: Pick<StagedTable, 'header'>,
  answers: TableAnswers,
): Assumptions {
  const assume = encoding && answers.encoding === undefined ? { ...others, encoding } : others
  return { ...assume, mappings: mappingsWith(assume.mappings ?? [], header, answers) }
}

export type Confidence = 'chosen' | 'guess' | 'known' | 'none'

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  chosen: 'Chosen',
  guess: 'Guess: check it',
  known: 'Known name',
  none: 'Kept as it is',
}

/** How a column came to its field. `guessed` are the columns' names that only look like it. */
export function confidenceOf(
  { header, fields }: Pick<TablePreview, 'header' | 'fields'>,
  answers: TableAnswers,
  guessed: ReadonlySet<string>,
  column: number,
): Confidence {
  const name = header[column]?.trim() ?? ''
  if (fieldOf(fields, column) === '') return 'none'
  if (guessed.has(name)) return 'guess'
  return Object.values(answers.map ?? {}).some((of) => folded(of) === folded(name))
    ? 'chosen'
    : 'known'
}

/** What must be settled before the next step, or null. */
export function openWords(
  step: 'match' | 'times' | 'values',
  preview: TablePreview,
): string | null {
  if (preview.fault !== null) return preview.fault
  const open = new Set(preview.questions.map(({ code }) => code))
  if (open.has('mapping')) return 'Say which column holds the start.'
  if (step === 'match') return null
  if (open.has('date-order')) return 'Say which comes first in dates, the day or the month.'
  if (open.has('duration-unit')) return 'Say in which unit lengths are.'
  return open.has('error-rate-unit') ? 'Say what the numbers of the error rate mean.' : null
}
