import { useState } from 'react'
import type { Subject } from '../../core/figure-text'
import type { MetricId } from '../../core/report'
import { Select } from './Select'
import { Sheet } from './Sheet'
import type { WhySource } from './Why'
import css from './WhySheet.module.css'
import { Working } from './Working'

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
      <Working key={service} readWorking={source.readWorking} metric={metric} subject={asked} />
    </Sheet>
  )
}

/** No service can have this name: names have no line ends. */
const all = '\n'
