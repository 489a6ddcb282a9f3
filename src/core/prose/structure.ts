import { instantOf, monthOf, stampZonePattern, zoneText } from './times'

/** A post of a report. `charStart..charEnd` is its text within the report, `posted` its `Posted` line. */
export interface ProseBlock {
  readonly status: string
  readonly statusInferred: boolean
  /** Epoch ms UTC, null where no line says when. */
  readonly postedAt: number | null
  readonly text: string
  readonly charStart: number
  readonly charEnd: number
  readonly posted: { readonly charStart: number; readonly charEnd: number } | null
}

export interface ReportStructure {
  readonly title: string
  readonly provider: string | null
  readonly services: readonly string[]
  /** Where the services are named, or null. */
  readonly affected: { readonly charStart: number; readonly charEnd: number } | null
  /** In the order of the text. */
  readonly blocks: readonly ProseBlock[]
  /** `zone-unknown`, `zone-ambiguous`, `zone-contradicted` from the `Posted` lines. */
  readonly flags: readonly string[]
}

const statuses: ReadonlyMap<string, string> = new Map(
  [
    'Investigating',
    'Identified',
    'Monitoring',
    'Resolved',
    'Update',
    'Postmortem',
    'Scheduled',
    'In progress',
    'Completed',
    'Verifying',
  ].map((status) => [status.toLowerCase(), status]),
)

/** `Posted 6 days ago. Oct 11, 2017 - 10:58 EDT`, one line. */
export const postedLine = new RegExp(
  `^[ \\t]*Posted(?: [^.\\n]{0,40} ago\\.)? ([A-Z][a-z]{2,8})\\.? (\\d{1,2}), (\\d{4}) - (\\d{1,2}):(\\d{2})(?: (${stampZonePattern}))?[ \\t\\r]*$`,
)
/** `Incident Report for NAME` or `Scheduled Maintenance Report for NAME`, one line. */
export const reportLine =
  /^[ \t]*(?:Incident|Scheduled Maintenance) [Rr]eport for ([^\n]{1,120}?)[ \t\r]*$/
const affectedLine =
  /^[ \t]*This (?:incident|scheduled maintenance) affected:[ \t]*([^\n]{1,2000})$/
const legendLine =
  /^[ \t\r]*(?:[•*·-]\s*)?(?:Operational|Degraded Performance|Partial Outage|Major Outage|Maintenance|Under Maintenance)?[ \t\r]*$|^[ \t]*[^\n]{1,60} logo[ \t\r]*$/

interface Line {
  readonly text: string
  readonly from: number
}

function lines(text: string): readonly Line[] {
  const out: Line[] = []
  let from = 0
  for (const line of text.split('\n')) {
    out.push({ text: line, from })
    from += line.length + 1
  }
  return out
}

/** The status that a line of its own names, or null. `Post-mortem` and a closing colon are understood. */
export function statusOf(line: string): string | null {
  if (line.length > 24) return null
  const word = line.trim().replace(/:$/, '').toLowerCase().replace('post-mortem', 'postmortem')
  return statuses.get(word) ?? null
}

/** Where the report that a `reportLine` at `at` belongs to begins: at its title, or at the page's header above it. */
export function reportStart(text: string, at: number): number {
  const above = lines(text.slice(0, at))
  let first = above.length - 1
  let titled = false
  for (let i = above.length - 1; i >= 0; i--) {
    const line = above[i]?.text ?? ''
    if (line.trim() === '') continue
    if (legendLine.test(line)) first = i
    else if (!titled && !postedLine.test(line) && !affectedLine.test(line)) {
      first = i
      titled = true
    } else break
  }
  return above[first]?.from ?? at
}

/** Parts of a status-page report: title, services and posts. */
export function reportStructure(text: string): ReportStructure {
  const all = lines(text)
  const header = all.findIndex((line) => reportLine.test(line.text))
  const provider = header < 0 ? null : (reportLine.exec(all[header]?.text ?? '')?.[1] ?? null)
  let titleAt = -1
  if (header >= 0) {
    for (let i = header - 1; i >= 0 && titleAt < 0; i--) if (!isNoise(all[i])) titleAt = i
  } else titleAt = all.findIndex((line) => !isNoise(line))
  const first = all[titleAt]
  const ownTitle =
    first &&
    (header >= 0 ||
      (statusOf(first.text) === null && !postedLine.test(first.text) && first.text.length <= 160))
  const title = ownTitle ? first.text.trim().replace(/^#+\s*/, '') : ''
  const flags = new Set<string>()
  const body = all.slice(header >= 0 ? header + 1 : ownTitle ? titleAt + 1 : 0)
  const { blocks, services, affected } = readBlocks(text, body, flags)
  return { title, provider, services, affected, blocks: inferStatuses(blocks), flags: [...flags] }
}

function isNoise(line: Line | undefined): boolean {
  return !line || legendLine.test(line.text)
}

type OpenBlock = Omit<ProseBlock, 'status' | 'statusInferred'> & { readonly status: string | null }

function readBlocks(text: string, body: readonly Line[], flags: Set<string>) {
  const blocks: OpenBlock[] = []
  let services: readonly string[] = []
  let affected: ReportStructure['affected'] = null
  let status: string | null = null
  let from: number | null = null
  let to = 0
  const close = (posted: ProseBlock['posted'], postedAt: number | null) => {
    if (from !== null || posted) {
      const charStart = from ?? posted?.charStart ?? to
      const charEnd = from === null ? charStart : to
      blocks.push({
        status,
        postedAt,
        text: text.slice(charStart, charEnd),
        charStart,
        charEnd,
        posted,
      })
    }
    status = null
    from = null
  }
  for (const line of body) {
    const posted = postedLine.exec(line.text)
    const own = posted ? null : statusOf(line.text)
    const named = affectedLine.exec(line.text)
    if (posted) {
      const lead = line.text.length - line.text.trimStart().length
      const charStart = line.from + lead
      const charEnd = charStart + line.text.trim().length
      close({ charStart, charEnd }, postedInstant(posted, flags))
    } else if (own !== null) {
      close(null, null)
      status = own
      to = line.from + line.text.length
    } else if (named) {
      const names = named[1] ?? ''
      services = splitNames(names)
      const charStart = line.from + line.text.indexOf('This ')
      affected = { charStart, charEnd: line.from + line.text.trimEnd().length }
    } else if (
      line.text.trim() !== '' &&
      !(from === null && blocks.length === 0 && legendLine.test(line.text))
    ) {
      from ??= line.from + (line.text.length - line.text.trimStart().length)
      to = line.from + line.text.trimEnd().length
    }
  }
  close(null, null)
  return { blocks, services, affected }
}

function postedInstant(match: RegExpExecArray, flags: Set<string>): number | null {
  const month = monthOf(match[1] ?? '')
  const day = Number(match[2])
  const hour = Number(match[4])
  const minute = Number(match[5])
  const zone = match[6] === undefined ? null : zoneText(match[6])
  if (month === null || day < 1 || day > 31 || hour > 23 || minute > 59) return null
  const on = { year: Number(match[3]), month, day }
  const found = zone && instantOf({ hour, minute, second: 0, meridiem: null }, on, zone)
  if (!found) {
    flags.add('zone-unknown')
    return null
  }
  if (found.ambiguous) flags.add('zone-ambiguous')
  if (found.contradicted) flags.add('zone-contradicted')
  return found.at
}

/** `API (Core, Vault), and Dashboard.` → `API`, `Dashboard`: commas outside parentheses, and the last "and". */
function splitNames(names: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of names) {
    if (letter === '(') depth++
    if (depth === 0 && letter === ',') {
      parts.push(part)
      part = ''
    } else if (depth === 0) part += letter
    if (letter === ')' && depth > 0) depth--
  }
  const last = part.trim().replace(/\.$/, '')
  const both = / and /.exec(last)
  if (last.startsWith('and ')) parts.push(last.slice(4))
  else if (both) parts.push(last.slice(0, both.index), last.slice(both.index + 5))
  else parts.push(last)
  return [...new Set(parts.map((name) => name.replace(/\s+/g, ' ').trim()))].filter(
    (name) => name !== '',
  )
}

const essay =
  /^(?:#+\s*)?(?:incident )?(?:summary|overview|what happened|root cause|next steps|timeline|conclusion)\b/im

const wordings: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:back online|fully (?:restored|operational)|(?:has|have) (?:now )?been resolved|(?:is|are|was|were) (?:now )?resolved|have resolved)\b|^(?:(?:the )?(?:incident|issue) )?resolved\b/i,
    'Resolved',
  ],
  [/\bmonitoring\b/i, 'Monitoring'],
  [/\b(?:have|has been|we've|we’ve) identified\b/i, 'Identified'],
  [/\b(?:investigating|currently seeing|aware of)\b/i, 'Investigating'],
]

/** The status that the wording of a post tells, or null. */
export function wordedStatus(text: string): string | null {
  return wordings.find(([pattern]) => pattern.test(text.slice(0, 2000)))?.[1] ?? null
}

/** Gives every block a status: the one it states, else what its place and wording say. */
function inferStatuses(blocks: readonly OpenBlock[]): readonly ProseBlock[] {
  const labelled = blocks.some((block) => block.status !== null)
  return blocks.map((block, at) => {
    if (block.status !== null) return { ...block, status: block.status, statusInferred: false }
    const worded = wordedStatus(block.text)
    const long = block.text.length >= 600 || essay.test(block.text.slice(0, 5000))
    // With labels dropped throughout, a short first post that says what it is need not be a postmortem.
    const postmortem = at === 0 && (long || labelled || worded === null) && block.posted !== null
    const alone = blocks.length === 1 && block.posted === null
    const status = postmortem || alone ? 'Postmortem' : (worded ?? 'Update')
    return { ...block, status, statusInferred: true }
  })
}
