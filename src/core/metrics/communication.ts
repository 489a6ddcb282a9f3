import { metric } from '../metric'
import { startedContext, type MetricContext } from '../metric-context'
import { ascending } from '../statistics/numbers'
import { quantile } from '../statistics/quantile'
import { middleOf } from '../working'

/** Minutes. Of the incidents that started in the period; shares are ratios 0..1, null without any. */
export interface CommunicationResult {
  readonly of: number
  readonly firstPost: Lag & {
    /** Share of all whose first post is stated to lie before the impact, which is no time to notify. */
    readonly beforeStartShare: number | null
  }
  readonly postmortem: Lag & {
    /** Share of all with a postmortem by the as-of instant. */
    readonly coverage: number | null
  }
  /** Longest time between two posts of an incident, postmortems aside. */
  readonly silence: {
    /** Incidents with two posts or more. */
    readonly n: number
    readonly median: number | null
    readonly longest: number | null
  }
}

/** From the start of impact to an instant. */
export interface Lag {
  readonly n: number
  readonly median: number | null
  readonly missing: number
  /** Before the start. */
  readonly invalid: number
}

export const communication = metric<CommunicationResult>({
  label: 'Communication',
  definition:
    'How soon customers were told after impact began, and how many incidents got a postmortem, and when.',
  formula:
    'median of first post − start and of postmortem − start; coverage = incidents with a postmortem / incidents; silence = longest time between two posts that follow each other',
  edge: 'A post before the start of impact is invalid: counted, and in no median. What happens after the as-of instant is not there yet. Recent incidents may still get their postmortem.',
  source: 'IEC 60050-192 for the start of impact; the posts of the status page',
  compute(context) {
    const { milestones } = context.frame.incidents
    const of = context.started.length
    const share = (count: number) => (of > 0 ? count / of : null)
    const firstPost = lag(lags(context, milestones.firstPostAt))
    const postmortem = lag(lags(context, milestones.postmortemAt))
    return {
      of,
      firstPost: { ...firstPost, beforeStartShare: share(firstPost.invalid) },
      postmortem: { ...postmortem, coverage: share(postmortem.n + postmortem.invalid) },
      silence: silence(silences(context)),
    }
  },
  explain(context, service) {
    const seen = startedContext(context, service)
    const { milestones } = context.frame.incidents
    const posts = lags(seen, milestones.firstPostAt)
    const postmortems = lags(seen, milestones.postmortemAt)
    const quiet = silences(seen)
    const of = seen.started.length
    const written = postmortems.minutes.length + postmortems.invalid
    const { median } = lag(posts)
    return {
      figure: 'communication',
      service,
      intervals: null,
      rows: [...seen.started],
      steps: [
        {
          label: 'Median to the first post',
          expression: middleOf(posts.minutes),
          value: median,
          unit: 'minutes',
        },
        {
          label: 'Median to the postmortem',
          expression: middleOf(postmortems.minutes),
          value: lag(postmortems).median,
          unit: 'minutes',
        },
        {
          label: 'Median of the longest silences',
          expression: middleOf(quiet),
          value: silence(quiet).median,
          unit: 'minutes',
        },
        {
          label: 'Postmortem coverage',
          expression: `${written} / ${of}`,
          value: of > 0 ? written / of : null,
          unit: 'ratio',
        },
      ],
      notes: [
        `First post: ${posts.missing} not stated, ${posts.invalid} before the start of impact.`,
        `Postmortem: ${postmortems.missing} not there, ${postmortems.invalid} before the start of impact.`,
      ],
      result: median,
      unit: 'minutes',
    }
  },
})

interface Lags {
  readonly minutes: readonly number[]
  readonly missing: number
  readonly invalid: number
}

/** Minutes of the incidents with two posts or more, in order of start. */
function silences({ frame, started }: MetricContext): readonly number[] {
  const column = frame.incidents.silence
  if (!column) return []
  return Array.from(started, (row) => column[row]! / 60_000).filter((gap) => !Number.isNaN(gap))
}

function silence(minutes: readonly number[]): CommunicationResult['silence'] {
  const sorted = ascending(minutes)
  return {
    n: sorted.length,
    median: quantile(sorted, 0.5),
    longest: sorted[sorted.length - 1] ?? null,
  }
}

function lag({ minutes, missing, invalid }: Lags): Lag {
  return { n: minutes.length, median: quantile(ascending(minutes), 0.5), missing, invalid }
}

function lags({ frame, started, asOf }: MetricContext, until: Float64Array | null): Lags {
  const { startAt } = frame.incidents
  const minutes: number[] = []
  let missing = 0
  let invalid = 0
  for (const row of started) {
    const at = until?.[row] ?? NaN
    const start = startAt[row]!
    if (!(at <= asOf)) missing++
    else if (at < start) invalid++
    else minutes.push((at - start) / 60_000)
  }
  return { minutes, missing, invalid }
}
