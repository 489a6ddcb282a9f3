import type { TrendVerdict } from '../../../core/metric'
import type { Report } from '../../../core/report'
import type { Settings } from '../../../core/settings'
import {
  bounds,
  brief,
  budgetLeft,
  count,
  days,
  decimal,
  difference,
  duration,
  nothing,
  percent,
  percentBounds,
  points,
  range,
  share,
  signed,
  target,
  whole,
} from '../../../core/display'
import { leadingBudget, leftRatio, windowCounts, windowNoun } from '../../headline'
import { Tile } from '../../parts/Tile'
import { Verdict } from '../../parts/Verdict'
import { Why } from '../../parts/Why'
import css from './Overview.module.css'

type Budget = Report['budgets'][number]

interface TilesProps {
  readonly report: Report
  readonly comparison: Report | null
  /** Whether a comparison was asked for. */
  readonly compared: boolean
  readonly settings: Settings
}

interface Pair {
  readonly report: Report
  readonly before: Report | null
}

/** Below this many incidents in both periods together a difference says nothing. */
const fewest = 8

const trendWords = {
  improving: 'Fewer over time',
  worsening: 'More over time',
  'no clear change': 'No clear change over time',
  'too few incidents': 'Too few to tell a trend',
} as const satisfies Record<TrendVerdict, string>

export function Tiles({ report, comparison, compared, settings }: TilesProps) {
  const seen = comparison?.availability.raw ? comparison : null
  const blind =
    compared && !seen ? `${comparison?.period.label ?? 'Before'}: nothing observed` : null
  const pair = { report, before: seen }
  const budget = leadingBudget(report)
  return (
    <div className={css['tiles']}>
      <AvailabilityTile {...pair} blind={blind} budget={budget} />
      <BudgetTile budget={budget} slow={settings.policy.slow} />
      <DowntimeTile {...pair} blind={blind} />
      <IncidentsTile {...pair} blind={blind} />
      <RestoreTile {...pair} blind={blind} />
    </div>
  )
}

function AvailabilityTile({
  report,
  before,
  blind,
  budget,
}: Pair & { readonly blind: string | null; readonly budget: Budget | null }) {
  const { raw, observedMinutes, average, byService } = report.availability
  const then = before?.availability.raw ?? null
  return (
    <Tile
      label="Availability"
      value={percent(raw?.value ?? null)}
      verdict={budget ? <Kept budget={budget} /> : <Verdict standing="neutral">No target</Verdict>}
      basis={[
        budget
          ? `target ${target(budget.target)}`
          : byService.length < 2
            ? `${duration(observedMinutes)} observed`
            : null,
        raw && byService.length < 2 ? percentBounds(raw) : null,
        byService.length > 1 ? `mean of services ${percent(average?.value ?? null)}` : null,
      ]
        .filter(Boolean)
        .join(' · ')}
      comparison={
        blind ??
        (then && raw && before
          ? `${before.period.label}: ${percent(then.value)} · ${points(raw.value - then.value)}`
          : null)
      }
      why={
        <Why metric="availability" label="Availability">
          {raw ? (
            <p>
              1 − {duration(report.downtime.raw.value)} / {duration(observedMinutes)} ={' '}
              {percent(raw.value)}
            </p>
          ) : null}
        </Why>
      }
    />
  )
}

function Kept({ budget }: { readonly budget: Budget }) {
  const { all, exceeded, unclear } = windowCounts(budget)
  const windows = count(all, windowNoun(budget.window))
  if (exceeded > 0)
    return (
      <Verdict standing="missed">
        {all > 1 ? `Missed in ${exceeded} of ${windows}` : 'Missed'}
      </Verdict>
    )
  if (unclear > 0)
    return (
      <Verdict standing="risk">
        {all > 1 ? `Met in ${all - unclear} of ${all}, ${unclear} unclear` : 'Cannot tell'}
      </Verdict>
    )
  return <Verdict standing="met">{all > 1 ? `Met in all ${windows}` : 'Met'}</Verdict>
}

function BudgetTile({ budget, slow }: { readonly budget: Budget | null; readonly slow: number }) {
  const why = (
    <Why metric="budgets" label="Budget left">
      {budget ? (
        <>
          <p>
            {duration(budget.totalMinutes)} allowed − {range(budget.consumedMinutes)} used ={' '}
            {budgetLeft(budget.remainingMinutes.value)}
          </p>
          <p>
            {target(budget.target)} over {budget.label}, {budget.basis} downtime
          </p>
        </>
      ) : null}
    </Why>
  )
  if (!budget)
    return (
      <Tile
        label="Budget left"
        value={nothing}
        verdict={<Verdict standing="neutral">No target is set</Verdict>}
        basis="A target gives a budget."
        why={why}
      />
    )
  const left = leftRatio(budget)
  const low = left < 1 - slow / 100
  const standing =
    budget.verdict === 'exceeded'
      ? 'missed'
      : budget.verdict === 'cannot tell' || low
        ? 'risk'
        : 'met'
  const words =
    budget.verdict === 'exceeded'
      ? 'Overspent'
      : budget.verdict === 'cannot tell'
        ? 'Cannot tell'
        : low
          ? 'Nearly spent'
          : 'Within budget'
  return (
    <Tile
      label="Budget left"
      value={share(left)}
      beside={budgetLeft(budget.remainingMinutes.value)}
      verdict={<Verdict standing={standing}>{words}</Verdict>}
      basis={`${budget.label} · ${target(budget.target)} allows ${duration(budget.totalMinutes)}`}
      comparison={<Meter left={left} standing={standing} />}
      why={why}
    />
  )
}

function Meter({ left, standing }: { readonly left: number; readonly standing: string }) {
  const width = left < 0 ? 1 : Math.min(1, left)
  return (
    <span className={css['meter']} aria-hidden="true">
      <span style={{ width: `${width * 100}%`, background: `var(--${standing})` }} />
    </span>
  )
}

function DowntimeTile({ report, before, blind }: Pair & { readonly blind: string | null }) {
  const { raw, weighted, assumed } = report.downtime
  const then = before?.downtime.raw.value
  return (
    <Tile
      label="Downtime"
      value={brief(raw.value)}
      beside={bounds(raw)}
      verdict={<Verdict standing="neutral">{`${range(weighted)} weighted`}</Verdict>}
      basis={assumed > 0.05 ? `${brief(assumed)} of it assumed` : 'all of it stated'}
      comparison={
        blind ??
        (then === undefined || !before
          ? null
          : `${before.period.label}: ${brief(then)} · ${difference(raw.value - then)}`)
      }
      why={
        <Why metric="downtime" label="Downtime">
          <p>Raw: {range(raw)}</p>
          <p>
            Weighted: {duration(report.downtime.stated)} stated + {duration(assumed)} assumed ={' '}
            {range(weighted)}
          </p>
        </Why>
      }
    />
  )
}

function IncidentsTile({ report, before, blind }: Pair & { readonly blind: string | null }) {
  const { n, perYear, perYearCi, daysSinceLast, mtbfDays, episodes } = report.frequency
  const trend = report.trends.find(({ service }) => service === null)
  const then = before?.frequency.n
  return (
    <Tile
      label="Incidents"
      value={whole(n)}
      beside={perYear === null || n === 0 ? null : `${decimal(perYear, 2)} per year`}
      verdict={
        <Verdict standing={trendStanding(trend?.verdict)}>
          {trendWords[trend?.verdict ?? 'too few incidents']}
        </Verdict>
      }
      basis={[
        mtbfDays === null ? 'none in this period' : `MTBF ${days(mtbfDays)}`,
        // Days up to the as-of instant say nothing about a period that ended before it.
        daysSinceLast === null || report.period.to < report.asOf
          ? null
          : `last one ${days(daysSinceLast)} ago`,
      ]
        .filter(Boolean)
        .join(' · ')}
      comparison={
        blind ??
        (then === undefined || !before
          ? null
          : `${before.period.label}: ${whole(then)} · ${signed(n - then)}${n + then < fewest ? ', may be chance' : ''}`)
      }
      why={
        <Why metric="frequency" label="Incidents">
          <p>
            {count(n, 'incident')} started in the period, {count(episodes, 'stretch', 'stretches')}{' '}
            of downtime
          </p>
          {perYearCi ? (
            <p>
              Per year: {decimal(perYear, 2)}; 95 % interval {decimal(perYearCi[0], 2)} to{' '}
              {decimal(perYearCi[1], 2)}
            </p>
          ) : null}
          {mtbfDays === null ? null : <p>MTBF: {decimal(mtbfDays, 1)} days</p>}
        </Why>
      }
    />
  )
}

function trendStanding(verdict: TrendVerdict | undefined): 'met' | 'risk' | 'neutral' {
  if (verdict === 'improving') return 'met'
  return verdict === 'worsening' ? 'risk' : 'neutral'
}

function RestoreTile({ report, before, blind }: Pair & { readonly blind: string | null }) {
  const { n, median, mean, meanCi, p90, censored, kmMedian } = report.restore
  const then = before?.restore
  const few = Math.min(n, then?.n ?? 0) < fewest
  return (
    <Tile
      label="Time to restore"
      value={brief(median)}
      beside={median === null ? null : 'median'}
      verdict={
        <Verdict standing="neutral">
          {mean === null ? 'No closed incident' : `mean ${brief(mean)}`}
        </Verdict>
      }
      basis={`n = ${whole(n)} closed${censored > 0 ? `, ${whole(censored)} still open` : ''}`}
      comparison={
        blind ??
        (then && before
          ? `${before.period.label}: ${brief(then.median)} (n = ${whole(then.n)})${few ? ' · too few to compare' : ` · ${difference((median ?? 0) - (then.median ?? 0))}, not tested`}`
          : null)
      }
      why={
        <Why metric="restore" label="Time to restore">
          {median === null ? null : (
            <p>
              Median of {count(n, 'closed incident')}: {duration(median)}
            </p>
          )}
          {mean === null ? null : <p>Mean: {duration(mean)}</p>}
          {meanCi && meanCi.lower !== null ? (
            <p>
              95 % interval of the mean: {duration(meanCi.lower)} to {duration(meanCi.upper)} (
              {meanCi.method})
            </p>
          ) : null}
          {p90 === null ? null : <p>90th percentile: {duration(p90)}</p>}
          {censored > 0 ? (
            <p>With the open ones (Kaplan–Meier): median {duration(kmMedian)}</p>
          ) : null}
        </Why>
      }
    />
  )
}
