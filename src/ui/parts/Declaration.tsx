import * as metrics from '../../core/metrics'
import type { Metric } from '../../core/metric'
import type { MetricId } from '../../core/report'
import css from './Why.module.css'

type Declared = Pick<Metric<unknown>, 'definition' | 'formula' | 'edge' | 'source'>

const declared: Readonly<Record<MetricId, Declared>> = metrics

/** What a metric declares about itself: the words beside its arithmetic, so that they cannot differ from it. */
export function Declaration({ metric }: { readonly metric: MetricId }) {
  const { definition, formula, edge, source } = declared[metric]
  return (
    <>
      <p>{definition}</p>
      <dl className={css['facts']}>
        <dt>Formula</dt>
        <dd>{formula}</dd>
        <dt>Edge cases</dt>
        <dd>{edge}</dd>
        <dt>Source</dt>
        <dd>{source}</dd>
      </dl>
    </>
  )
}
