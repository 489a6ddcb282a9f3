import { instant, isDateProblem, isMissing } from '../dates'
import { frontMatter, type FrontMatter } from '../documents/front-matter'
import { postedIncident, postStatus, withPageTimes, type Post } from '../documents/posts'
import { wholeText } from '../documents/whole-text'
import type { Format, ReadContext, Sink } from '../format'
import type { Incident, Kind } from '../incident'
import { UserError } from '../issue'
import { wordedStatus } from '../prose/structure'
import { severity } from '../words'

const longest = 1_000_000
/** Fields that an issue of a status page has and another page of a site has not. */
const marks = 'resolved resolvedwhen severity affected affectedsystems section informational'.split(
  ' ',
)

/** An issue of the static status pages cState and StatusKit: Markdown with front matter, one incident per file. */
export const cstate: Format = {
  provenOn: 'the status sites of Jenkins, Civo, deSEC and Storyblok',
  label: 'cState issue (Markdown)',
  extensions: ['.md'],

  sniff(head) {
    const top = /^(?:---|\+\+\+)[ \t]*\r?\n([\s\S]{0,8192}?)\n(?:---|\+\+\+)[ \t]*(?:\r?\n|$)/.exec(
      head,
    )
    if (!top) return 0
    const names = (top[1] ?? '').match(/^[A-Za-z]{1,40}(?=[ \t]*[:=])/gm) ?? []
    const found = new Set(names.map((name) => name.toLowerCase()))
    if (!found.has('date')) return 0
    return marks.filter((name) => found.has(name)).length >= 2 ? 0.96 : 0
  },

  async read(input, sink, context) {
    const text = await wholeText(input, longest, 'An issue of cState is one incident per file.')
    const matter = frontMatter(text, input.name)
    if (!matter)
      throw new UserError(
        `${input.name}: there is no front matter between two lines of "---" or "+++"`,
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
  const field = fieldReader(fields)
  const reject = (code: string, why: string) =>
    sink.reject(1, code, `${file}: ${why}.`, text.slice(0, 500))
  if (isTrue(field('draft'))) {
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
  const until = time('resolvedwhen')
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
  resolvedWhen: number | null,
  { file, zone, flags }: IssueContext,
): Incident {
  const field = fieldReader(fields)
  const affected = fields.get('affected') ?? fields.get('affectedsystems') ?? []
  const title = field('title')
  const informational = isTrue(field('informational'))
  const word = field('severity')
  const stated = severity(word)
  const kind = informational ? 'informational' : (stated?.kind ?? kindOf(title))
  const posts = postsOf(body, from, resolvedWhen, zone)
  const resolved = isTrue(field('resolved'))
  // StatusKit has no field for the end: its last word on the matter is a post.
  const over = posts.findLast(({ status }) => status === 'Resolved')?.postedAt ?? null
  const until = resolvedWhen ?? (resolved ? over : null)
  const made = postedIncident(
    {
      title,
      services: typeof affected === 'string' ? (affected === '' ? [] : [affected]) : affected,
      posts,
      flags: [...flags, ...(kind === 'maintenance' && !stated?.kind ? ['kind-inferred'] : [])],
    },
    { file, row: 1, format: 'cstate' },
    { assumeZone: zone, near: from },
  )
  const base = {
    ...made,
    id: field('id'),
    kind,
    severity: stated?.severity ?? null,
    extra: word !== '' && stated === null ? [['severity', word] as const] : [],
  }
  if (informational || (resolved && until === null))
    return {
      ...base,
      impacts: [],
      page: { from, to: until ?? from },
      flags: base.flags.filter((flag) => flag !== 'status-page-time'),
    }
  // Times of its posts, and an end worked out from a length, come second to those of its front matter.
  const told = !made.flags.includes('evidence-d') && (until === null || statesEnd(made))
  const graded = base.flags.map((flag) => (flag.startsWith('evidence-') ? 'evidence-d' : flag))
  const timed = withPageTimes(told ? base : { ...base, impacts: [], flags: graded }, from, until)
  return {
    ...timed,
    milestones: { ...timed.milestones, firstPostAt: from, resolvedAt: until },
  }
}

function fieldReader(fields: FrontMatter['fields']): (name: string) => string {
  return (name) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
}

function isTrue(text: string): boolean {
  return /^(?:true|yes|on)$/i.test(text)
}

/** Whether the words of a claim state when the chosen impact ended. */
function statesEnd({ impacts, claims }: Incident): boolean {
  const end = impacts.at(-1)?.to ?? null
  return claims.some(({ field, value, to }) =>
    field === 'interval'
      ? to === end
      : (field === 'end' || field === 'mitigated') && value !== null && value === end,
  )
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
const label = /^\s*\*{1,2}([A-Za-z][A-Za-z -]{2,20}):?\*{1,2}\s*[-:–]?\s*/

interface OpenPost {
  readonly status: string
  readonly statusInferred: boolean
  readonly lines: string[]
  readonly postedAt: number | null
}

/**
 * The posts of an issue: paragraphs that begin with a status, and end with a time or begin with one; else the whole text
 * as one.
 */
function postsOf(
  body: string,
  from: number,
  until: number | null,
  timeZone: string,
): readonly Post[] {
  const posts: Post[] = []
  let open: OpenPost | null = null
  const close = (stamp: number | null) => {
    const text = open?.lines.join('\n').trim() ?? ''
    if (open && text !== '') {
      const worded = open.statusInferred ? wordedStatus(text) : null
      const { status, statusInferred, postedAt } = open
      posts.push({ status: worded ?? status, statusInferred, postedAt: stamp ?? postedAt, text })
    }
    open = null
  }
  const begin = (line: string, postedAt: number | null): OpenPost => {
    const begun = label.exec(line)
    const named = postStatus(begun?.[1] ?? '')
    return { ...named, lines: [line.slice(begun?.[0].length ?? 0)], postedAt }
  }
  for (const line of body.split(/\r?\n/)) {
    if (/^\s*---+\s*$/.test(line)) continue
    const stamped = track.exec(line)
    const reading = stamped ? instant(stamped[1] ?? '', { timeZone }) : null
    const at = reading === null || isDateProblem(reading) ? null : reading.at
    const before = line.slice(0, stamped?.index)
    const after = stamped ? line.slice(stamped.index + stamped[0].length) : ''
    if (stamped && before.trim() === '' && after.trim() !== '') {
      // A time in front begins a post, and what stands above the first was written when the issue was.
      close(posts.length === 0 && open?.postedAt === null ? from : null)
      open = begin(after, at)
      continue
    }
    if (label.test(before)) {
      close(null)
      open = begin(before.trimEnd(), null)
    } else {
      open ??= begin('', null)
      open.lines.push(stamped ? before.trimEnd() : line)
    }
    if (stamped) close(at)
  }
  close(null)
  // A lone text was last edited when it was over; what it says is the state at that time.
  const [only] = posts
  if (posts.length === 1 && only && only.postedAt === null)
    return [{ ...only, status: until === null ? 'Update' : 'Resolved', postedAt: until ?? from }]
  return posts
}
