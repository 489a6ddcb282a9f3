import { lazy, Suspense, useState } from 'react'
import type { ScreenReport } from '../../../core/answers'
import type { Query } from '../../../core/query'
import { bucket, count, duration, percent, target } from '../../../core/display'
import { leadingBudget } from '../../headline'
import { Button } from '../../parts/Button'
import { FigureTable } from '../../parts/FigureTable'
import { Panel } from '../../parts/Panel'
import { Verdict } from '../../parts/Verdict'
import { Why } from '../../parts/Why'
import { monthBars, type MonthBar } from '../../standing'
import css from './Overview.module.css'

const AvailabilityChart = lazy(() =>
  import('../../charts/AvailabilityChart').then(({ AvailabilityChart: Chart }) => ({
    default: Chart,
  })),
)

/** More months than these would be hairlines. */
const most = 72
const recent = 24
const height = 200

const standingWords = {
  met: 'met',
  risk: 'unclear',
  missed: 'missed',
  'no-data': 'not observed',
  neutral: 'no target',
} as const satisfies Record<MonthBar['standing'], string>

interface AvailabilityProps {
  readonly report: ScreenReport
  readonly onQuery: (change: Partial<Query>) => void
}

export function Availability({ report, onQuery }: AvailabilityProps) {
  const [short, setShort] = useState(false)
  const all = monthBars(report)
  const bars = all.slice(short ? -recent : -most)
  const budget = leadingBudget(report)
  const basis = budget?.basis ?? 'raw'
  return (
    <Panel
      title={finding(bars)}
      note={`Availability by month, ${basis} downtime, rule ${report.rule.name}. ${
        bars.length < all.length ? `The last ${bars.length} of ${all.length} months. ` : ''
      }Bars show what was lost.${isCut(bars, budget?.target ?? null) ? ' Months are judged whole, the bars only by their part of the period.' : ''}`}
      aside={
        <>
          {all.length > recent ? (
            <Button look="quiet" onPress={() => setShort(!short)}>
              {short ? `Last ${Math.min(most, all.length)} months` : `Last ${recent} months`}
            </Button>
          ) : null}
          <Why metric="availability" label="Availability by month" />
        </>
      }
    >
      <ul className={css['legend']}>
        {legend(bars).map(({ standing, n }) => (
          <li key={standing}>
            <Verdict
              standing={standing}
            >{`${count(n, 'month')} ${standingWords[standing]}`}</Verdict>
          </li>
        ))}
      </ul>
      <figure className={css['chart']} aria-label={finding(bars)}>
        <Suspense fallback={<div className={css['space']} />}>
          <AvailabilityChart
            bars={bars}
            target={budget?.target ?? null}
            height={height}
            onPick={(month) => onQuery({ period: month })}
          />
        </Suspense>
      </figure>
      <FigureTable
        caption="Availability by month as a table"
        columns={['Month', 'Availability', 'Downtime', budget ? target(budget.target) : 'Target']}
        rows={bars.map(({ month, availability, down, downMinutes, standing }) => [
          bucket(month),
          percent(availability),
          down ? duration(downMinutes) : '–',
          standingWords[standing],
        ])}
      />
    </Panel>
  )
}

/** True where a month that the period cuts lies beyond the target and still met it as a whole, or the other way round. */
function isCut(bars: readonly MonthBar[], promised: number | null): boolean {
  return bars.some(({ down, standing }) => {
    if (!down || promised === null) return false
    const beyond = down.value > 100 - promised + 1e-9
    return beyond ? standing === 'met' : standing === 'missed'
  })
}

/** How many months stand how; nothing where no target judges them. */
function legend(bars: readonly MonthBar[]) {
  return (['met', 'risk', 'missed', 'no-data'] as const)
    .map((standing) => ({ standing, n: bars.filter((bar) => bar.standing === standing).length }))
    .filter(({ n }) => n > 0)
}

function finding(bars: readonly MonthBar[]): string {
  const seen = bars.filter(({ down }) => down)
  if (seen.length === 0) return 'Nothing was observed'
  const missed = bars.filter(({ standing }) => standing === 'missed')
  const [first] = missed
  if (first && missed.length === 1) return `${bucket(first.month)} missed the target`
  if (first) return `${missed.length} of ${count(seen.length, 'month')} missed the target`
  const worst = seen.reduce((a, b) => (b.downMinutes > a.downMinutes ? b : a))
  if (worst.downMinutes === 0) return `No downtime in ${count(seen.length, 'observed month')}`
  const kept = seen.every(({ standing }) => standing === 'met')
  const lead = `${bucket(worst.month)} lost the most, ${duration(worst.downMinutes)}`
  return kept ? `${lead}, and still met the target` : lead
}
