import { instant, isDateProblem } from '../dates'
import type { Format, Input, ReadContext, Sink } from '../format'
import { blankIncident, plainImpact, type Incident } from '../incident'
import { UserError } from '../issue'

/**
 * The commits of an Upptime repository, one per line: time, tab, subject (`🟥 Site is down (0 in 0 ms)`), as written by
 * `git log --format="%cI%x09%s"`, in any order. Summaries hold totals of days, no intervals: they are refused.
 */
export const upptime: Format = {
  provenOn: 'two public event logs',
  label: 'Upptime event log',
  extensions: ['.tsv', '.txt', '.json', '.yml'],

  sniff(head) {
    if (anyEvent.test(head)) return 0.97
    return isSummary(head) || isState(head) ? 0.97 : 0
  },

  async read(input, sink, context) {
    if (isSummary(input.head))
      throw new UserError(
        `${input.name} holds only the minutes that each site was down per day, not when`,
        'Import the event log of the repository: git log --format="%cI%x09%s" > events.tsv',
      )
    if (isState(input.head))
      throw new UserError(
        `${input.name} holds only how the site is now, not what happened`,
        'Import the event log of the repository: git log --format="%cI%x09%s" > events.tsv',
      )
    await readLog(input, sink, context)
  },
}

const subject = /^\s*(?:🟥|🟨|🟩)\s*(.{1,200}?) is (down|degraded|up)\b([^\n]{0,200})$/u
const anyEvent = /^[^\t\n]{10,40}\t\s*(?:🟥|🟨|🟩) [^\n]{1,200} is (?:down|degraded|up)\b/mu

function isSummary(head: string): boolean {
  return /^\s*\[/.test(head) && /"dailyMinutesDown"\s*:/.test(head)
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
  for (const line of (await input.text()).split('\n')) {
    if (line.trim() === '') continue
    row++
    const tab = line.indexOf('\t')
    const [, site = '', state = '', details = ''] =
      subject.exec(line.slice(tab + 1).trimEnd()) ?? []
    if (site === '') {
      others++
      continue
    }
    const reading = instant(line.slice(0, Math.max(0, tab)), { latest: context.now + 86_400_000 })
    if (isDateProblem(reading) || !reading.zoneStated)
      sink.reject(
        row,
        'no-time',
        `${input.name} line ${row}: there is no time with its zone before the tab. Write the log with git log --format="%cI%x09%s".`,
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
