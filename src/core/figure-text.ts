import type { PromiseName } from './budget'
import type { Metric } from './metric'
import type { MetricContext } from './metric-context'
import * as metrics from './metrics'
import type { MetricId } from './report'
import { workingText, type NameOf } from './working-text'

/** Whose figure is asked about: a service or (null) the set, and of budgets which promise. */
export interface Subject {
  readonly service: string | null
  readonly promise?: PromiseName
}

/** The text of a working, once its incidents have names. */
export interface UnnamedWorking {
  /** Rows of the incidents that the text names. */
  readonly rows: ReadonlySet<number>
  readonly text: (nameOf: NameOf) => string
}

const declared: Readonly<Record<MetricId, Metric<unknown>>> = metrics

/** How a figure came about. Only the incidents that are named need their titles read. */
export function figureWorking(
  context: MetricContext,
  figure: MetricId,
  { service, promise }: Subject,
): UnnamedWorking {
  const metric = declared[figure]
  const working = metric.explain(context, service, promise)
  const text = (nameOf: NameOf) => workingText(working, metric, context, nameOf)
  const rows = new Set<number>()
  text((row) => {
    rows.add(row)
    return { title: '', id: '' }
  })
  return { rows, text }
}
