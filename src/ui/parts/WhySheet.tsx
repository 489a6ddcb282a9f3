import { useEffect, useState } from 'react'
import type { Subject } from '../../core/figure-text'
import type { MetricId } from '../../core/report'
import { CopyButton } from './CopyButton'
import { ErrorNotice } from './ErrorNotice'
import { Select } from './Select'
import { Sheet } from './Sheet'
import type { WhySource } from './Why'
import css from './WhySheet.module.css'
import { WorkingText } from './WorkingText'

interface WhySheetProps {
  readonly source: WhySource
  readonly metric: MetricId
  readonly label: string
  /** Whose figure is shown first. */
  readonly subject: Subject
  readonly open: boolean
  readonly onClose: () => void
}

/** What the set shares out has no figure of a single service. */
const together: ReadonlySet<MetricId> = new Set(['causes', 'clusters', 'exclusions'])

/** How a figure came about: what was counted, clipped, merged and left out, and the arithmetic. */
export function WhySheet({ source, metric, label, subject, open, onClose }: WhySheetProps) {
  const { services } = source
  const [service, setService] = useState(subject.service)
  const asked = service === subject.service ? subject : { service }
  return (
    <Sheet title={`${label}: why this number?`} size="wide" open={open} onClose={onClose}>
      {services.length > 1 && !together.has(metric) ? (
        <div className={css['chooser']}>
          <Select
            label="Service"
            labelled
            value={service ?? all}
            groups={[
              {
                title: '',
                options: [
                  { value: all, label: 'all together' },
                  ...services.map((name) => ({ value: name, label: name })),
                ],
              },
            ]}
            onChange={(name) => setService(name === all ? null : name)}
          />
        </div>
      ) : null}
      <Working key={service} source={source} metric={metric} subject={asked} />
    </Sheet>
  )
}

/** No service can have this name: names have no line ends. */
const all = '\n'

function Working({
  source,
  metric,
  subject,
}: Pick<WhySheetProps, 'source' | 'metric' | 'subject'>) {
  const { readWorking } = source
  const [text, setText] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const asked = JSON.stringify(subject)
  useEffect(() => {
    let current = true
    // As text it stays the same from one drawing to the next.
    readWorking(metric, JSON.parse(asked) as Subject).then(
      (read) => {
        if (current) setText(read)
      },
      (reason: unknown) => {
        if (current) setError(reason)
      },
    )
    return () => {
      current = false
    }
  }, [readWorking, metric, asked])
  if (error !== null) return <ErrorNotice error={error} title="The working could not be read" />
  if (text === null) return <p className={css['waiting']}>Working it out…</p>
  return (
    <>
      <WorkingText text={text} />
      <p className={css['copy']}>
        <CopyButton text={text} label="Copy as text" />
      </p>
    </>
  )
}
