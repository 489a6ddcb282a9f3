import { instant, isDateProblem, isMissing } from '../dates'
import { frontMatter, type FrontMatter } from '../documents/front-matter'
import { postedIncident, postStatus, withPageTimes, type Post } from '../documents/posts'
import { wholeText } from '../documents/whole-text'
import type { Format, ReadContext, Sink } from '../format'
import type { Incident, Kind } from '../incident'
import { UserError } from '../issue'
import { severity } from '../words'

const longest = 1_000_000

/** An issue of the static status page cState: Markdown with front matter, one incident per file. */
export const cstate: Format = {
  provenOn: 'the Jenkins status site',
  label: 'cState issue (Markdown)',
  extensions: ['.md'],

  sniff(head) {
    const top = /^---[ \t]*\r?\n([\s\S]{0,8192}?)\n---[ \t]*(?:\r?\n|$)/.exec(head)
    if (!top) return 0
    const fields = ['resolved', 'resolvedWhen', 'severity', 'affected', 'section', 'informational']
    const found = fields.filter((name) => new RegExp(`^${name}[ \\t]*:`, 'm').test(top[1] ?? ''))
    if (!/^date[ \t]*:/m.test(top[1] ?? '')) return 0
    return found.length >= 2 ? 0.96 : 0
  },

  async read(input, sink, context) {
    const text = await wholeText(input, longest, 'An issue of cState is one incident per file.')
    const matter = frontMatter(text, input.name)
    if (!matter)
      throw new UserError(
        `${input.name}: there is no front matter between two lines of "---"`,
        'Import the files in content/issues of the status page.',
      )
    readIssue(matter, text, input.name, sink, context)
  },
}

function readIssue(
  { fields, body }: FrontMatter,
  text: string,
  file: string,
  sink: Sink,
  context: ReadContext,
): void {
  const field = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const reject = (code: string, why: string) =>
    sink.reject(1, code, `${file}: ${why}.`, text.slice(0, 500))
  if (field('draft') === 'true') {
    reject('draft', 'it is a draft, not shown on the page')
    return
  }
  const flags = new Set<string>()
  const zone = context.assume.timeZone ?? 'UTC'
  const time = (name: string): number | string | null => {
    const written = field(name)
    if (isMissing(written)) return null
    const reading = instant(withTwoDigitHour(written), {
      timeZone: zone,
      latest: context.now + 5 * 366 * 86_400_000,
    })
    if (isDateProblem(reading)) return `"${name}": ${reading.message}`
    if (!reading.zoneStated) flags.add('tz-assumed')
    return reading.at
  }
  const from = time('date')
  const until = time('resolvedWhen')
  if (from === null || typeof from === 'string') {
    reject('no-time', from ?? 'its field "date" is missing')
    return
  }
  if (typeof until === 'string') {
    reject('unreadable-date', until)
    return
  }
  if (until !== null && until < from) {
    reject(
      'end-before-start',
      'its resolvedWhen lies before its date. Correct the one that is wrong',
    )
    return
  }
  const incident = issueIncident({ fields, body }, from, until, { file, zone, flags })
  if (incident.flags.includes('tz-assumed'))
    sink.issue({
      row: null,
      field: 'date',
      level: 'warning',
      code: 'tz-assumed',
      message: `Its times state no time zone and are read as ${zone}: give the zone if that is wrong.`,
    })
  sink.incident(incident)
}

interface IssueContext {
  readonly file: string
  readonly zone: string
  readonly flags: ReadonlySet<string>
}

function issueIncident(
  { fields, body }: FrontMatter,
  from: number,
  until: number | null,
  { file, zone, flags }: IssueContext,
): Incident {
  const field = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const affected = fields.get('affected') ?? []
  const title = field('title')
  const informational = field('informational') === 'true'
  const kind = informational ? 'informational' : kindOf(title)
  const word = field('severity')
  const made = postedIncident(
    {
      title,
      services: typeof affected === 'string' ? (affected === '' ? [] : [affected]) : affected,
      posts: postsOf(body, from, until, zone),
      flags: [...flags, ...(kind === 'maintenance' ? ['kind-inferred'] : [])],
    },
    { file, row: 1, format: 'cstate' },
    { assumeZone: zone, near: from },
  )
  const base = {
    ...made,
    id: field('id'),
    kind,
    severity: severity(word)?.severity ?? null,
    extra: word !== '' && severity(word) === null ? [['severity', word] as const] : [],
  }
  const resolved = field('resolved') === 'true'
  if (informational || (resolved && until === null))
    return {
      ...base,
      impacts: [],
      page: { from, to: until ?? from },
      flags: base.flags.filter((flag) => flag !== 'status-page-time'),
    }
  const timed = withPageTimes(
    // Times of its posts come second to those of its front matter.
    made.flags.includes('evidence-d') ? { ...base, impacts: [] } : base,
    from,
    until,
  )
  return {
    ...timed,
    milestones: { ...timed.milestones, firstPostAt: from, resolvedAt: until },
  }
}

/** cState knows issues only: work announced on the page says so in its title. */
function kindOf(title: string): Kind {
  const work = /\b(?:maintenance|planned|scheduled|upgrade window)\b/i.test(title)
  return work && !/\b(?:outage|down|incident|unplanned|failed|failure)\b/i.test(title)
    ? 'maintenance'
    : 'incident'
}

/** `2021-06-08T9:58:00` is written by hand: its hour lacks the zero that ISO 8601 asks for. */
function withTwoDigitHour(text: string): string {
  return text.replace(/^(\d{4}-\d{2}-\d{2})[T ](\d):/, '$1T0$2:')
}

const track = /\{\{<\s*track\s+"([^"\n]{1,60})"\s*>\}\}/
const label = /^\s*\*{1,2}([A-Za-z][A-Za-z -]{2,20})\*{1,2}\s*[-:–]?\s*/

/** The posts of an issue: paragraphs that begin with a status or end with a time; else the whole text as one. */
function postsOf(
  body: string,
  from: number,
  until: number | null,
  timeZone: string,
): readonly Post[] {
  const posts: Post[] = []
  let open: { status: string; statusInferred: boolean; lines: string[] } | null = null
  const close = (postedAt: number | null) => {
    const text = open?.lines.join('\n').trim() ?? ''
    if (open && text !== '')
      posts.push({ status: open.status, statusInferred: open.statusInferred, postedAt, text })
    open = null
  }
  for (const line of body.split(/\r?\n/)) {
    if (/^\s*---+\s*$/.test(line)) continue
    const begun = label.exec(line)
    const named = begun ? postStatus(begun[1] ?? '') : null
    if (begun && named) {
      close(null)
      open = { ...named, lines: [line.slice(begun[0].length)] }
    } else {
      open ??= { status: 'Update', statusInferred: true, lines: [] }
      open.lines.push(line)
    }
    const stamped = track.exec(line)
    if (!stamped) continue
    const at = open.lines.length - 1
    open.lines[at] = (open.lines[at] ?? '').replace(track, '').trimEnd()
    const reading = instant(stamped[1] ?? '', { timeZone })
    close(isDateProblem(reading) ? null : reading.at)
  }
  close(null)
  // A lone text was last edited when it was over; what it says is the state at that time.
  const [only] = posts
  if (posts.length === 1 && only && only.postedAt === null)
    return [{ ...only, status: until === null ? 'Update' : 'Resolved', postedAt: until ?? from }]
  return posts
}
