import { useEffect, useState } from 'react'
import type { Subject } from '../../core/figure-text'
import type { MetricId } from '../../core/report'
import type { ViewProps } from '../view'
import { CopyButton } from './CopyButton'
import { ErrorNotice } from './ErrorNotice'
import css from './Working.module.css'
import { WorkingText } from './WorkingText'

interface WorkingProps {
  readonly readWorking: ViewProps['readWorking']
  readonly metric: MetricId
  readonly subject: Subject
}

/** The working of a figure, read when it is shown. */
export function Working({ readWorking, metric, subject }: WorkingProps) {
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
