import type { ScreenReport } from '../../../core/answers'
import { causeColor, causeLabel } from '../../cause-color'
import { brief, count, days, listed, sentence, share } from '../../../core/display'
import { Panel } from '../../parts/Panel'
import { Why } from '../../parts/Why'
import css from './Recurrence.module.css'

type Cluster = ScreenReport['clusters'][number]

const most = 4

export function Recurrence({ report }: { readonly report: ScreenReport }) {
  const shown = report.clusters.slice(0, most)
  const rest = report.clusters.length - shown.length
  return (
    <Panel
      title={
        shown.length > 0
          ? `${count(report.clusters.length, 'theme')} came back`
          : 'Nothing came back'
      }
      note="Incidents with the same cause, and fixes promised before the next one"
      aside={<Why metric="clusters" label="What came back" />}
    >
      {shown.length === 0 ? (
        <p className={css['none']}>No cause has two incidents in this period.</p>
      ) : (
        <ul className={css['themes']}>
          {shown.map((cluster) => (
            <li key={cluster.id} style={{ borderColor: causeColor(cluster.cause) }}>
              <p>{clusterWords(cluster)}</p>
              <p className={css['facts']}>
                {brief(cluster.downtimeMinutes)}, {share(cluster.share)} of the downtime
              </p>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 ? <p className={css['none']}>{count(rest, 'further theme')}</p> : null}
    </Panel>
  )
}

/** `Maintenance struck 3 times, every 2.6 years; a fix was promised 1,109 days before it happened again.` */
export function clusterWords({ label, count: n, meanGapDays, promises }: Cluster): string {
  const again = n === 2 ? 'came back once' : `struck ${n} times`
  const gap = `${n === 2 ? 'after' : 'every'} ${days(meanGapDays, 'natural')}`
  return `${sentence(causeLabel(label))} ${again}, ${gap}${promiseWords(promises)}.`
}

/** Every promise after which it came back, oldest first; several on one day are one. */
function promiseWords(promises: Cluster['promises']): string {
  const kept = promises
    .toSorted((a, b) => (a.promisedAt ?? 0) - (b.promisedAt ?? 0))
    .flatMap(({ recurredAfterDays: length }) => (length === null ? [] : [days(length)]))
  const lengths = [...new Set(kept)]
  if (lengths.length === 0) return ''
  const what = lengths.length === 1 ? 'a fix was promised' : 'fixes were promised'
  return `; ${what} ${listed(lengths)} before it happened again`
}
