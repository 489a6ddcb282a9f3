import type { TrendVerdict } from '../../../core/metric'
import type { Answer, ScreenReport } from '../../../core/answers'
import type { Comparison } from '../../../core/comparison'
import type { Settings } from '../../../core/settings'
import {
  bounds,
  brief,
  budgetLeft,
  count,
  days,
  decimal,
  duration,
  nothing,
  percent,
  percentBounds,
  points,
  range,
  share,
  target,
  whole,
} from '../../../core/display'
import { leadingBudget, leftRatio, windowCounts, windowNoun } from '../../headline'
import { Tile } from '../../parts/Tile'
import { Verdict } from '../../parts/Verdict'
import { Why } from '../../parts/Why'
import css from './Overview.module.css'

type Budget = ScreenReport['budgets'][number]

interface TilesProps {
  readonly answer: Answer
  readonly settings: Settings
}

/** The period compared with, and what changed since, in sentences of their own. */
interface Compared {
  readonly before: ScreenReport
  readonly change: Comparison
}

interface TileOf {
  readonly report: ScreenReport
  readonly compared: Compared | null
}

const trendWords = {
  improving: 'Fewer over time',
  worsening: 'More over time',
  'no clear change': 'No clear change over time',
  'too few incidents': 'Too few to tell a trend',
} as const satisfies Record<TrendVerdict, string>

export function Tiles({ answer, settings }: TilesProps) {
  const { report, comparison, change } = answer
  const compared = comparison && change ? { before: comparison, change } : null
  const budget = leadingBudget(report)
  return (
    <div className={css['tiles']}>
      <AvailabilityTile report={report} compared={compared} budget={budget} />
      <BudgetTile budget={budget} slow={settings.policy.slow} />
      <DowntimeTile report={report} compared={compared} />
      <IncidentsTile report={report} compared={compared} />
      <RestoreTile report={report} compared={compared} />
    </div>
  )
}

/** A sentence about the period compared with, under its name. */
function Against({ before, words }: { readonly before: ScreenReport; readonly words: string }) {
  return (
    <span className={css['against']}>
      <strong>Against {before.period.label}</strong> {words}
    </span>
  )
}

function AvailabilityTile({
  report,
  compared,
  budget,
}: TileOf & { readonly budget: Budget | null }) {
  const { raw, observedMinutes, average, byService } = report.availability
  const then = compared?.before.availability.raw ?? null
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
        compared ? (
          <Against
            before={compared.before}
            words={
              then && raw
                ? `${percent(then.value)}, a difference of ${points(raw.value - then.value)}.`
                : compared.change.downtime.sentence
            }
          />
        ) : null
      }
      why={<Why metric="availability" label="Availability" />}
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
  const why = budget ? (
    <Why metric="budgets" label="Budget left" service={budget.service} promise={budget} />
  ) : (
    <Why metric="budgets" label="Budget left" />
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

function DowntimeTile({ report, compared }: TileOf) {
  const { raw, weighted, assumed } = report.downtime
  return (
    <Tile
      label="Downtime"
      value={brief(raw.value)}
      beside={bounds(raw)}
      verdict={<Verdict standing="neutral">{`${range(weighted)} weighted`}</Verdict>}
      basis={assumed > 0.05 ? `${brief(assumed)} of it assumed` : 'all of it stated'}
      comparison={
        compared ? (
          <Against before={compared.before} words={compared.change.downtime.sentence} />
        ) : null
      }
      why={<Why metric="downtime" label="Downtime" />}
    />
  )
}

function IncidentsTile({ report, compared }: TileOf) {
  const { n, perYear, daysSinceLast, mtbfDays } = report.frequency
  const trend = report.trends.find(({ service }) => service === null)
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
        compared ? (
          <Against before={compared.before} words={compared.change.frequency.sentence} />
        ) : null
      }
      why={<Why metric="frequency" label="Incidents" />}
    />
  )
}

function trendStanding(verdict: TrendVerdict | undefined): 'met' | 'risk' | 'neutral' {
  if (verdict === 'improving') return 'met'
  return verdict === 'worsening' ? 'risk' : 'neutral'
}

function RestoreTile({ report, compared }: TileOf) {
  const { n, median, mean, censored } = report.restore
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
        compared ? (
          <Against before={compared.before} words={compared.change.restore.sentence} />
        ) : null
      }
      why={<Why metric="restore" label="Time to restore" />}
    />
  )
}
