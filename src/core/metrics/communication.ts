import { metric } from '../metric'
import type { MetricContext } from '../metric-context'
import { ascending } from '../statistics/numbers'
import { quantile } from '../statistics/quantile'

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
    'median of first post − start and of postmortem − start; coverage = incidents with a postmortem / incidents',
  edge: 'A post before the start of impact is invalid: counted, and in no median. What happens after the as-of instant is not there yet. Recent incidents may still get their postmortem.',
  source: 'IEC 60050-192 for the start of impact; the posts of the status page',
  compute(context) {
    const { milestones } = context.frame.incidents
    const of = context.started.length
    const share = (count: number) => (of > 0 ? count / of : null)
    const firstPost = lag(context, milestones.firstPostAt)
    const postmortem = lag(context, milestones.postmortemAt)
    return {
      of,
      firstPost: { ...firstPost, beforeStartShare: share(firstPost.invalid) },
      postmortem: { ...postmortem, coverage: share(postmortem.n + postmortem.invalid) },
    }
  },
})

function lag({ frame, started, asOf }: MetricContext, until: Float64Array | null): Lag {
  const { startAt } = frame.incidents
  const lags: number[] = []
  let missing = 0
  let invalid = 0
  for (const row of started) {
    const at = until?.[row] ?? NaN
    const start = startAt[row]!
    if (!(at <= asOf)) missing++
    else if (at < start) invalid++
    else lags.push((at - start) / 60_000)
  }
  return { n: lags.length, median: quantile(ascending(lags), 0.5), missing, invalid }
}
