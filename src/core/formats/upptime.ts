import { instant, isDateProblem } from '../dates'
import { isIssues, readIssues } from '../documents/upptime-issues'
import type { Format, Input, ReadContext, Sink } from '../format'
import { blankIncident, plainImpact, type Incident } from '../incident'
import { UserError } from '../issue'

/**
 * The commits of an Upptime repository with their times and subjects (`🟥 Site is down (0 in 0 ms)`): one per line, as
 * written by `git log --format="%cI%x09%s"`, or as `git log` itself prints them; in any order. Or the issues it opened, as
 * GitHub gives them. Summaries hold totals of days, no intervals: they are refused.
 */
export const upptime: Format = {
  provenOn: 'two public event logs',
  label: 'Upptime events and issues',
  extensions: ['.tsv', '.txt', '.json', '.yml'],

  sniff(head) {
    if (anyEvent.test(head) || isIssues(head)) return 0.97
    return isSummary(head) || isState(head) || isSettings(head) ? 0.97 : 0
  },

  async read(input, sink, context) {
    if (isSummary(input.head))
      throw new UserError(
        `${input.name} holds only the minutes that each site was down per day, not when`,
        logHint,
      )
    if (isSettings(input.head))
      throw new UserError(`${input.name} holds the settings of Upptime, not what happened`, logHint)
    if (isState(input.head))
      throw new UserError(
        `${input.name} holds only how the site is now, not what happened`,
        logHint,
      )
    if (isIssues(input.head)) await readIssues(input, sink, context)
    else await readLog(input, sink, context)
  },
}

const logHint = 'Import the event log of the repository: git log --format="%cI%x09%s" > events.tsv'
const subject = /(?:🟥|🟨|🟩)\s*(.{1,200}?) is (down|degraded|up)\b([^\n]{0,200})$/u
const anyEvent =
  /^(?:[^\n🟥🟨🟩]{10,100}[\t ])?[ \t]*(?:🟥|🟨|🟩) [^\n]{1,200} is (?:down|degraded|up)\b/mu
/** What `git log` prints above the message of a commit. */
const header =
  /^(?:commit [\da-f]{7,40}\b|(?:Author|Commit|Merge):|(?:Author|Commit)?Date:[ \t]+(.+)$)/
const gitDate = /^\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4}) ([+-]\d{4})$/

function isSummary(head: string): boolean {
  return /^\s*\[/.test(head) && /"dailyMinutesDown"\s*:/.test(head)
}

function isSettings(head: string): boolean {
  return /^sites:[ \t]*$/m.test(head) && /^(?:owner|repo): /m.test(head)
}

function isState(head: string): boolean {
  if (/^url: /m.test(head) && /^generator: Upptime/m.test(head)) return true
  const start = head.slice(0, 2000)
  return /^\s*\[/.test(start) && /"lastChecked"\s*:/.test(start) && /"responseTime"\s*:/.test(start)
}

interface Event {
  readonly at: number
  readonly row: number
  readonly site: string
  readonly state: string
  readonly details: string
}

async function readLog(input: Input, sink: Sink, context: ReadContext): Promise<void> {
  const events: Event[] = []
  let others = 0
  let row = 0
  let above = ''
  for (const line of (await input.text()).split('\n')) {
    const [head, date] = header.exec(line.trimEnd()) ?? []
    above = date ?? above
    if (line.trim() === '' || head !== undefined) continue
    row++
    const told = subject.exec(line.trimEnd())
    const [, site = '', state = '', details = ''] = told ?? []
    if (!told) {
      others++
      continue
    }
    const beside = line
      .slice(0, told.index)
      .replace(/^[\da-f]{7,40}[ \t]/, '')
      .trim()
    const stamp = (beside === '' ? above : beside).replace(gitDate, '$2 $1 $4 $3 $5')
    const reading = instant(stamp, { latest: context.now + 86_400_000 })
    if (isDateProblem(reading) || !reading.zoneStated)
      sink.reject(
        row,
        'no-time',
        `${input.name} line ${row}: there is no time with its zone before the event. Write the log with git log --format="%cI%x09%s".`,
        line,
      )
    else events.push({ at: reading.at, row, site, state, details: details.trim() })
  }
  const found = spells(events, input.name)
  for (const incident of found) sink.incident(incident)
  const note = (code: string, message: string) =>
    sink.issue({ row: null, field: null, level: 'note', code, message })
  if (others > 0)
    note(
      'other-commits',
      `${others} line(s) are about something else than a site going up or down.`,
    )
  if (found.length === 0)
    note('no-records', `${events.length} events, and none of them is an outage.`)
}

/** From each change to "down" or "degraded" to the next change of the same site. */
function spells(events: readonly Event[], file: string): readonly Incident[] {
  const open = new Map<string, Event>()
  const found: Incident[] = []
  const close = (begun: Event, to: number | null) => found.push(spell(begun, to, file))
  // Git lists the latest commit first: events of one second are then in reverse, too.
  const latestFirst = (events[0]?.at ?? 0) > (events.at(-1)?.at ?? 0)
  const inOrder = latestFirst ? [...events].reverse() : [...events]
  for (const event of inOrder.sort((a, b) => a.at - b.at)) {
    const begun = open.get(event.site)
    if (begun?.state === event.state) continue
    if (begun) close(begun, event.at)
    if (event.state === 'up') open.delete(event.site)
    else open.set(event.site, event)
  }
  for (const begun of open.values()) close(begun, null)
  return found.sort((a, b) => (a.impacts[0]?.from ?? 0) - (b.impacts[0]?.from ?? 0))
}

function spell(
  { at, row, site, state, details }: Event,
  to: number | null,
  file: string,
): Incident {
  const code = /^\((\d{1,4}) in (\d+) ms\)/.exec(details)
  return {
    ...blankIncident({ file, row, format: 'upptime' }),
    title: `${site} is ${state}`,
    services: [site],
    severity: state === 'down' ? 'critical' : 'minor',
    impacts: [plainImpact(at, to, null)],
    flags: to === at ? ['zero-length'] : [],
    extra: code
      ? [
          ['status code', code[1] ?? ''],
          ['response time (ms)', code[2] ?? ''],
        ]
      : [],
  }
}
