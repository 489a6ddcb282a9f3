import type { Choice, Opened } from '../core/answers'
import type { Batch } from '../core/batch'
import { latestInstant } from '../core/dashboard'
import type { Frame } from '../core/frame'
import { Dictionary } from '../core/growable'
import { severities } from '../core/incident'
import type { Issue, Rejection } from '../core/issue'
import { canonicalCauses, canonicalServices, type Settings } from '../core/settings'

/** The page gets small messages: of longer lists the first ones, and how many more there are. */
const longestList = 1000

interface Contents {
  readonly mode: Opened['mode']
  readonly title: string
  readonly asOf: number
  readonly settings: Settings
  readonly batches: readonly Batch[]
  readonly notices: readonly string[]
  readonly frame: Frame
}

/** What the page is told of open data. */
export function openedOf({ frame, batches, notices, ...rest }: Contents): Opened {
  return {
    ...rest,
    ...wordsOf(frame, rest.settings),
    span: spanOf(frame),
    batches: batches.map((batch) => ({ ...batch, ...shortened(batch) })),
    notice: notices.length > 0 ? notices.join(' ') : null,
  }
}

/** Issues and rejections cut to what a page shows; a note says how many are left out. */
export function shortened({
  issues,
  rejected,
}: {
  readonly issues: readonly Issue[]
  readonly rejected: readonly Rejection[]
}): { readonly issues: readonly Issue[]; readonly rejected: readonly Rejection[] } {
  const more = [
    ...leftOut(issues.length, 'remarks'),
    ...leftOut(rejected.length, 'rejected records'),
  ]
  return {
    issues: [...more, ...issues.slice(0, longestList)],
    rejected: rejected.slice(0, longestList),
  }
}

function leftOut(length: number, what: string): readonly Issue[] {
  if (length <= longestList) return []
  return [
    {
      file: '',
      row: null,
      field: null,
      level: 'note',
      code: 'list-cut',
      message: `${length - longestList} more ${what} are counted but not listed. Correct those listed and import the file again to see the rest.`,
    },
  ]
}

function wordsOf(frame: Frame, settings: Settings) {
  const { incidents, spans } = frame
  const names = canonicalServices(settings, frame.dictionaries.services)
  const labels = canonicalCauses(settings, frame.dictionaries.causes)
  const causes = new Dictionary()
  const causeCodes = ['unclassified', ...labels].map((label) => causes.code(label))
  const byCause = new Uint32Array(causes.words.length)
  const byClass = new Uint32Array(severities.length + 1)
  const byFlag = new Uint32Array(frame.dictionaries.flags.length)
  let records = 0
  for (let row = 0; row < incidents.count; row++) {
    if (incidents.superseded?.[row]) continue
    records++
    byCause[causeCodes[incidents.cause[row]!]!]!++
    byClass[incidents.severity[row]!]!++
    for (let bits = incidents.flags[row]!; bits !== 0; bits &= bits - 1)
      byFlag[31 - Math.clz32(bits & -bits)]!++
  }
  // Spans lie in order of record: a service counts once in each.
  const services = new Dictionary()
  const serviceCodes = names.map((name) => services.code(name))
  const lastRow = new Int32Array(services.words.length).fill(-1)
  const byService = new Uint32Array(services.words.length)
  for (let span = 0; span < spans.count; span++) {
    const row = spans.incident[span]!
    const code = serviceCodes[spans.service[span]!]!
    if (incidents.superseded?.[row] || lastRow[code] === row) continue
    lastRow[code] = row
    byService[code]!++
  }
  return {
    records,
    services: choices(services.words, byService).filter(({ value }) => value !== ''),
    causes: choices(causes.words, byCause),
    flags: choices(frame.dictionaries.flags, byFlag),
    severities: [...severities, 'unknown' as const].flatMap((value, at) => {
      const count = byClass[(at + 1) % byClass.length]!
      return count > 0 ? [{ value, count }] : []
    }),
  }
}

/** Those there are, the commonest first. */
function choices(words: readonly string[], counts: Uint32Array): readonly Choice[] {
  return words
    .map((value, code) => ({ value, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function spanOf(frame: Frame): Opened['span'] {
  let from = Infinity
  const { startAt, superseded, count } = frame.incidents
  for (let row = 0; row < count; row++)
    if (!superseded?.[row] && startAt[row]! < from) from = startAt[row]!
  return from === Infinity ? null : { from, to: Math.max(from, latestInstant(frame)) }
}
