import type { TableRow } from '../../core/answers'
import { causeColor } from '../cause-color'
import { nothing } from '../../core/display'
import { explainFlag } from '../incident/flag-words'
import css from './incident-table.module.css'

/** A figure that is not there, with its reason for the pointer and for readers. */
export function Missing({ reason }: { readonly reason: string }) {
  return (
    <span className={css['missing']} title={reason}>
      {nothing}
      <span className="unseen"> {reason}</span>
    </span>
  )
}

/** A cause with the colour it has everywhere; one taken from the wording is marked. */
export function CauseMark({
  cause,
  inferred,
}: {
  readonly cause: string
  readonly inferred: boolean
}) {
  return (
    <span className={css['cause']}>
      <span className={css['dot']} aria-hidden="true" style={{ background: causeColor(cause) }} />
      <bdi>{cause}</bdi>
      {inferred && (
        <span className={css['inferred']} title="Suggested by the wording; no cause is stated">
          <span aria-hidden="true">≈</span>
          <span className="unseen"> (from the wording)</span>
        </span>
      )}
    </span>
  )
}

/** Flags a reader should see at a glance: not the grade of evidence, nor what stands beside the cause. */
export function rowFlags(row: TableRow): readonly string[] {
  const ongoing = row.kind === 'incident' && row.startAt !== null && row.endAt === null
  const flags = row.flags.filter((flag) => !/^(cause-inferred|ongoing|evidence-.)$/.test(flag))
  return ongoing ? ['ongoing', ...flags] : flags
}

/** The first flag in words and the number of the others. */
export function RowFlags({ row }: { readonly row: TableRow }) {
  const flags = rowFlags(row)
  const [first] = flags
  if (first === undefined) return null
  const words = flags.map((flag) => explainFlag(flag).label)
  return (
    <span title={words.join(', ')} className={css['flags']}>
      <span className={css['flag']}>{words[0]}</span>
      {flags.length > 1 && (
        <span>
          <span aria-hidden="true">+{flags.length - 1}</span>
          <span className="unseen">, {words.slice(1).join(', ')}</span>
        </span>
      )}
    </span>
  )
}
