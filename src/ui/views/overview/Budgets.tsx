import type { ScreenReport } from '../../../core/answers'
import { budgetLeft, count, share, target } from '../../../core/display'
import { leftRatio } from '../../headline'
import { Panel } from '../../parts/Panel'
import { Verdict } from '../../parts/Verdict'
import { Why } from '../../parts/Why'
import { standingOf } from '../../standing'
import css from './Budgets.module.css'

const most = 6

const verdictWords = {
  within: 'Within',
  exceeded: 'Overspent',
  'cannot tell': 'Cannot tell',
} as const

/** Every promise with what is left of its budget, the worst first. Nothing where one tile says it all. */
export function Budgets({ report }: { readonly report: ScreenReport }) {
  const promised = report.budgets.filter((budget) => budget.promised)
  if (promised.length < 2) return null
  const sorted = promised.toSorted((a, b) => leftRatio(a) - leftRatio(b))
  const over = promised.filter(({ verdict }) => verdict === 'exceeded').length
  return (
    <Panel
      title={
        over > 0
          ? `${over} of ${count(promised.length, 'budget')} ${over === 1 ? 'is' : 'are'} overspent`
          : `No budget of ${promised.length} is overspent`
      }
      note="What is left of each promise, least first"
    >
      <ul className={css['budgets']}>
        {sorted.slice(0, most).map((budget) => (
          <li key={`${budget.service}/${budget.target}/${budget.window}/${budget.basis}`}>
            <span>
              <bdi>{budget.service ?? 'All services'}</bdi>
              <small>
                {target(budget.target)} · {budget.label}
              </small>
            </span>
            <span className={css['left']}>
              <strong>{share(leftRatio(budget))}</strong>
              <small>{budgetLeft(budget.remainingMinutes.value)}</small>
            </span>
            <Verdict standing={standingOf(budget.verdict)}>{verdictWords[budget.verdict]}</Verdict>
            <Why
              metric="budgets"
              label={`Budget of ${budget.service ?? 'all services'}, ${target(budget.target)}, ${budget.label}`}
              service={budget.service}
              promise={budget}
            />
          </li>
        ))}
      </ul>
      {sorted.length > most ? (
        <p className={css['more']}>{count(sorted.length - most, 'further budget')}</p>
      ) : null}
    </Panel>
  )
}
