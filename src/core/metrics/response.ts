import { metric } from '../metric'
import { startedContext, type MetricContext } from '../metric-context'
import { restoreTimes } from '../restore-times'
import { description } from '../statistics/descriptive'
import {
  geometricMeanInterval,
  quantileInterval,
  type ClosedInterval,
} from '../statistics/intervals'
import { kaplanMeier, survivalQuantile } from '../statistics/kaplan-meier'
import { meanInterval, type MeanInterval } from '../statistics/mean-interval'
import { ascending, sum } from '../statistics/numbers'
import { quantile } from '../statistics/quantile'
import { middleOf } from '../working'

export type StageId = 'detect' | 'acknowledge' | 'notify' | 'mitigate' | 'restore' | 'all-clear'

/** One stage of the response. Minutes. `n + open + missing + invalid` incidents started in the period. */
export interface Stage {
  readonly id: StageId
  readonly label: string
  /** The instants it lies between, in words. */
  readonly from: string
  readonly to: string
  readonly definition: string
  /** Incidents with a time that can be used. */
  readonly n: number
  /** Incidents that started in the period. */
  readonly of: number
  /** Not stated. */
  readonly missing: number
  /** The end lies before the start; of `restore`: or the incident has no length. */
  readonly invalid: number
  /** Not reached yet at the as-of instant. */
  readonly open: number
  /** Of `acknowledge`: those counted from the start, since no detection is stated. */
  readonly fromStart: number
  readonly median: number | null
  /** Null where a time is 0. */
  readonly geomean: number | null
  readonly mean: number | null
  /** From 10. */
  readonly p90: number | null
  /** 95 % by order statistics, from 6. */
  readonly medianCi: ClosedInterval | null
  /** Shortest and longest, and how surely they enclose the median. */
  readonly range: { readonly low: number; readonly high: number; readonly coverage: number } | null
  /** 95 %, from 5. */
  readonly geomeanCi: ClosedInterval | null
  /** 95 %, from 5, and by which method. */
  readonly meanCi: MeanInterval
  /** Kaplan–Meier, open ones included; null where none is open or it is beyond what was observed. */
  readonly kmMedian: number | null
  /** Of `detect`, where some are not stated: the figures if those were as short and as long as can be. */
  readonly bounds: { readonly median: Bounds; readonly mean: Bounds } | null
}

export interface Bounds {
  readonly low: number
  readonly high: number
}

interface Words {
  readonly id: StageId
  readonly label: string
  readonly from: string
  readonly to: string
  readonly definition: string
}

/** Times in minutes by (start, id), and why the others have none. */
interface Times {
  readonly closed: number[]
  readonly open: number[]
  missing: number
  invalid: number
  fromStart: number
}

const leastInterval = 5
const bootstrapSeed = 20171012

export const response = metric<readonly Stage[]>({
  label: 'Response',
  definition:
    'How long each stage of the response took: from the start of impact to detection, acknowledgement, first post, mitigation, restoration and the all-clear.',
  formula:
    'median, geometric mean, mean and 90th percentile (Hyndman–Fan type 7) per stage; 95 % intervals by order statistics, on logs, and for the mean by modified Cox (5–19), BCa (20–5,000) or Hall (above)',
  edge: 'Only stated times count: what is not stated is counted as missing, a time before its start as invalid, and nothing is filled in. Stages not reached yet are open: they enter the Kaplan–Meier median alone. A detection not stated lies between the start and the earlier of first post and end.',
  source: 'IEC 60050-192; David & Nagaraja, Order Statistics; Olsson 2005; Efron 1987; Hall 1992',
  compute(context) {
    return stagesOf(context).map(({ words, times }) => ({
      ...stage(context, times, words),
      bounds:
        words.id === 'detect' && times.missing + times.invalid > 0
          ? detectionBounds(context, times)
          : null,
    }))
  },
  explain(context, service) {
    const seen = startedContext(context, service)
    const stages = stagesOf(seen)
    return {
      figure: 'response',
      service,
      intervals: null,
      rows: [...seen.started],
      steps: stages.map(({ words, times }) => ({
        label: `${words.label}, median`,
        expression: middleOf(times.closed),
        value: description(times.closed)?.median ?? null,
        unit: 'minutes',
      })),
      notes: stages.map(
        ({ words, times: { missing, invalid, open } }) =>
          `${words.label}: from ${words.from} to ${words.to}; ${missing} not stated, ${invalid} invalid, ${open.length} not reached yet.`,
      ),
      result: `${stages.filter(({ times }) => times.closed.length > 0).length} of ${stages.length} stages have times`,
      unit: 'none',
    }
  },
})

/** Every stage with its times, in the order of the response. */
function stagesOf(
  context: MetricContext,
): readonly { readonly words: Words; readonly times: Times }[] {
  const { milestones } = context.frame.incidents
  const onPage = context.rule.clock === 'page'
  return [
    {
      times: stageTimes(context, milestones.detectedAt),
      words: {
        id: 'detect',
        label: 'Time to detect',
        from: 'start of impact',
        to: 'detection',
        definition: 'From the start of impact until somebody or something noticed it.',
      },
    },
    {
      times: stageTimes(context, milestones.acknowledgedAt, milestones.detectedAt),
      words: {
        id: 'acknowledge',
        label: 'Time to acknowledge',
        from: 'detection, or start of impact where none is stated',
        to: 'acknowledgement',
        definition: 'From detection until a person took the incident on.',
      },
    },
    {
      times: stageTimes(context, milestones.firstPostAt),
      words: {
        id: 'notify',
        label: 'Time to notify',
        from: 'start of impact',
        to: 'first public post',
        definition: 'From the start of impact until customers could read about it.',
      },
    },
    {
      times: stageTimes(context, milestones.mitigatedAt),
      words: {
        id: 'mitigate',
        label: 'Time to mitigate',
        from: 'start of impact',
        to: 'mitigation',
        definition: 'From the start of impact until it was reduced.',
      },
    },
    {
      times: restored(context),
      words: {
        id: 'restore',
        label: 'Time to restore',
        from: onPage ? 'first post' : 'start of impact',
        to: onPage ? 'end of the status page' : 'end of impact',
        definition: onPage
          ? 'The life of the status page, from its first post to its last change of status.'
          : 'From the start of impact to its end, detection included.',
      },
    },
    {
      times: stageTimes(context, milestones.resolvedAt, null, true),
      words: {
        id: 'all-clear',
        label: 'Time to all-clear',
        from: 'start of impact',
        to: '"Resolved" post',
        definition: 'From the start of impact until the incident was declared over.',
      },
    },
  ]
}

/** `ends`: an incident that goes on has not reached the stage, whatever is stated. */
function stageTimes(
  { frame, started, asOf }: MetricContext,
  until: Float64Array | null,
  since: Float64Array | null = null,
  ends = false,
): Times {
  const { startAt, endAt } = frame.incidents
  const times: Times = { closed: [], open: [], missing: 0, invalid: 0, fromStart: 0 }
  for (const row of started) {
    const start = startAt[row]!
    const anchor = since?.[row] ?? NaN
    const from = anchor >= start ? anchor : start
    const at = until?.[row] ?? NaN
    const stated = !Number.isNaN(at)
    if (at > asOf || (!stated && ends && !(endAt[row]! <= asOf)))
      times.open.push(Math.max(0, asOf - from) / 60_000)
    else if (!stated) times.missing++
    else if (at < from) times.invalid++
    else {
      times.closed.push((at - from) / 60_000)
      if (!(anchor >= start)) times.fromStart++
    }
  }
  return times
}

function restored(context: MetricContext): Times {
  const { closed, open, zeroLength } = restoreTimes(context)
  return { closed: [...closed], open: [...open], missing: 0, invalid: zeroLength, fromStart: 0 }
}

function stage(context: MetricContext, times: Times, words: Words): Omit<Stage, 'bounds'> {
  const { closed, open } = times
  const sorted = ascending(closed)
  const stated = description(sorted)
  const enough = closed.length >= leastInterval
  const order = stated && quantileInterval(sorted, 0.5)
  return {
    ...words,
    n: closed.length,
    of: context.started.length,
    missing: times.missing,
    invalid: times.invalid,
    open: open.length,
    fromStart: words.id === 'acknowledge' ? times.fromStart : 0,
    median: stated?.median ?? null,
    geomean: stated?.geometricMean ?? null,
    mean: stated?.mean ?? null,
    p90: stated?.p90 ?? null,
    medianCi:
      order && order.lower !== null && order.upper !== null
        ? { lower: order.lower, upper: order.upper }
        : null,
    range: stated &&
      order && {
        low: stated.minimum,
        high: stated.maximum,
        coverage: order.rangeCoverage,
      },
    geomeanCi: enough ? geometricMeanInterval(closed) : null,
    meanCi: meanInterval(closed, bootstrapSeed),
    kmMedian: open.length > 0 ? survivalQuantile(kaplanMeier(closed, open), 0.5) : null,
  }
}

/** A detection not stated lies in `[0, min(first post, end, as-of) − start]`. */
function detectionBounds(
  { frame, started, asOf }: MetricContext,
  stated: Times,
): { median: Bounds; mean: Bounds } | null {
  const { startAt, endAt, milestones } = frame.incidents
  const low = [...stated.closed]
  const high = [...stated.closed]
  for (const row of started) {
    const start = startAt[row]!
    if ((milestones.detectedAt?.[row] ?? NaN) >= start) continue
    const post = milestones.firstPostAt?.[row] ?? NaN
    const end = endAt[row]!
    const latest = Math.min(post >= start ? post : Infinity, end >= start ? end : Infinity, asOf)
    low.push(0)
    high.push((latest - start) / 60_000)
  }
  const middleLow = quantile(ascending(low), 0.5)
  const middleHigh = quantile(ascending(high), 0.5)
  if (middleLow === null || middleHigh === null) return null
  return {
    median: { low: middleLow, high: middleHigh },
    mean: { low: sum(low) / low.length, high: sum(high) / high.length },
  }
}
