import {
  budgetWindow,
  namedPromise,
  promises,
  spansReaching,
  type Basis,
  type Promised,
} from '../budget'
import { minutes } from '../bucket'
import { Heap } from '../heap'
import { metric } from '../metric'
import type { MetricContext } from '../metric-context'
import { plain } from '../working'

/** How a budget was spent in its window, on the basis promised. Instants epoch ms UTC. */
export interface BurnDown {
  readonly service: string | null
  readonly target: number
  readonly window: string
  readonly label: string
  readonly basis: Basis
  readonly from: number
  readonly to: number
  /** The ideal line falls from here at `from` to 0 at `to`. */
  readonly totalMinutes: number
  /** In order of time, with straight lines between; up to where downtime is counted. At most 2,000. */
  readonly points: readonly BurnPoint[]
}

export interface BurnPoint {
  readonly at: number
  /** Negative when overspent. */
  readonly remainingMinutes: number
  /** Row of the incident that spent what was lost since the point before; null where nothing was. */
  readonly row: number | null
}

export const burnDown = metric<readonly BurnDown[]>({
  label: 'Burn-down',
  definition:
    'What was left of an error budget over its window, and which incident took each step.',
  formula: 'remaining(t) = total − downtime from the start of the window to t',
  edge: 'Where incidents overlap, the step belongs to the one that is worse, then to the one that lasts longer. Nothing is drawn before recording began or after the as-of instant. Beyond 2,000 points neighbours are joined, and the step belongs to the incident that spent most of it.',
  source: 'Google SRE Workbook, chapter 5',
  compute(context) {
    const swept = new Map<string, readonly Step[]>()
    return promises(context).map((promised) => {
      const key = JSON.stringify([promised.service, promised.slo.window])
      const found = swept.get(key) ?? steps(context, promised)
      swept.set(key, found)
      return series(context, promised, found)
    })
  },
  explain(context, service, name) {
    const promised = namedPromise(context, service, name)
    const blank = { figure: 'burnDown', intervals: null, rows: [], unit: 'minutes' } as const
    if (!promised)
      return {
        ...blank,
        service,
        steps: [],
        notes: [`No target is set for ${service ?? 'all services together'}.`],
        result: null,
      }
    const { basis } = promised
    const found = steps(context, promised)
    const drawn = series(context, { ...promised, slo: { ...promised.slo, basis } }, found)
    let left = drawn.totalMinutes
    const shown = found.slice(0, mostSteps).map((step) => {
      const spent = minutes(step.spent[basis])
      const before = left
      left -= spent
      return {
        label: 'After',
        row: step.row,
        expression: `${plain(before)} − ${plain(spent)}`,
        value: left,
        unit: 'minutes' as const,
      }
    })
    return {
      ...blank,
      service: drawn.service,
      window: budgetWindow(context, promised.slo.window),
      steps: [
        {
          label: `Budget of ${drawn.target} %, ${basis}`,
          expression: `what ${drawn.label} allows`,
          value: drawn.totalMinutes,
          unit: 'minutes',
        },
        ...shown,
      ],
      notes:
        found.length > shown.length
          ? [`${found.length - shown.length} later steps are not listed.`]
          : [],
      result: drawn.points.at(-1)?.remainingMinutes ?? null,
    }
  },
})

/** A time in which one incident made the downtime, ms. */
interface Step {
  readonly from: number
  readonly to: number
  readonly row: number
  readonly spent: Readonly<Record<Basis, number>>
}

const mostPoints = 2000
const mostSteps = 24

function series(
  context: MetricContext,
  { service, slo }: Promised,
  found: readonly Step[],
): BurnDown {
  const { from, to, label } = budgetWindow(context, slo.window)
  const { basis, target, window, allowedPpm } = slo
  const excluded =
    context.rule.maintenance === 'exclude' ? context.maintained(service, from, to) : 0
  const total = ((to - from - excluded) * allowedPpm) / 1e6
  const seen = context.clip(service, from, to)
  const points: BurnPoint[] = []
  let spent = 0
  const put = (at: number, row: number | null) => {
    if (points.at(-1)?.at !== at) points.push({ at, remainingMinutes: minutes(total - spent), row })
  }
  if (seen.from <= seen.to) {
    put(seen.from, null)
    for (const step of joined(found, seen.to - seen.from, basis)) {
      put(step.from, null)
      spent += step.spent[basis]
      put(step.to, step.row)
    }
    put(seen.to, null)
  }
  return {
    service,
    target,
    window,
    label,
    basis,
    from,
    to,
    totalMinutes: minutes(total),
    points,
  }
}

/** Each moment of downtime in the window given to the heaviest incident, as the sweep of the timeline does. */
function steps(context: MetricContext, { service, slo }: Promised): readonly Step[] {
  const window = budgetWindow(context, slo.window)
  const seen = context.clip(service, window.from, window.to)
  const spans = spansReaching(context, service, seen)
  const { to, weight } = spans
  const active = new Heap(
    (a, b) => weight[a]! > weight[b]! || (weight[a] === weight[b] && to[a]! > to[b]!),
  )
  const found: Step[] = []
  let at = -Infinity
  const settle = () => {
    while (active.items.length > 0 && to[active.items[0]!]! <= at) active.pop()
  }
  const advance = (until: number) => {
    for (settle(); active.items.length > 0 && at < until; settle()) {
      const top = active.items[0]!
      const end = Math.min(to[top]!, until)
      push(found, Math.max(at, seen.from), Math.min(end, seen.to), spans.row[top]!, weight[top]!)
      at = end
    }
  }
  for (let i = 0; i < spans.from.length; i++) {
    if (!(to[i]! > spans.from[i]!)) continue
    advance(spans.from[i]!)
    at = spans.from[i]!
    active.push(i)
  }
  advance(Infinity)
  return found
}

/** A step that goes on at the same rate is one. */
function push(found: Step[], from: number, to: number, row: number, weight: number): void {
  if (to <= from) return
  const length = to - from
  const last = found.at(-1)
  const same =
    last && last.to === from && last.row === row && last.spent.weighted === weight * last.spent.raw
  if (same) {
    const raw = last.spent.raw + length
    found[found.length - 1] = { ...last, to, spent: { raw, weighted: raw * weight } }
  } else found.push({ from, to, row, spent: { raw: length, weighted: length * weight } })
}

/** Steps few enough to draw: those that fall into the same slice of the window become one. */
function joined(found: readonly Step[], length: number, basis: Basis): readonly Step[] {
  // A step is two points; the two ends of the window come on top.
  const most = mostPoints / 2 - 1
  if (found.length <= most) return found
  const start = found[0]!.from
  const kept: (Step & { largest: number })[] = []
  let slice = -1
  for (const step of found) {
    const own = Math.min(most - 1, Math.floor(((step.from - start) / length) * most))
    const last = kept.at(-1)
    if (!last || own !== slice) kept.push({ ...step, largest: step.spent[basis] })
    else {
      const largest = Math.max(last.largest, step.spent[basis])
      kept[kept.length - 1] = {
        from: last.from,
        to: step.to,
        row: largest > last.largest ? step.row : last.row,
        spent: {
          raw: last.spent.raw + step.spent.raw,
          weighted: last.spent.weighted + step.spent.weighted,
        },
        largest,
      }
    }
    slice = own
  }
  return kept
}
