import { useEffect, useState } from 'react'
import type { DataQuality } from '../../core/answers'
import { ErrorNotice } from '../parts/ErrorNotice'
import { Panel } from '../parts/Panel'
import type { ViewProps } from '../view'
import { Findings, type FindingsProps } from './Findings'

interface QualityProps extends Omit<FindingsProps, 'quality'> {
  readonly readQuality: ViewProps['readQuality']
  /** Changes with the data. */
  readonly version: unknown
}

/** What is doubtful about the data, and what each doubt does to the figures. */
export function Quality({ readQuality, version, ...props }: QualityProps) {
  const [quality, setQuality] = useState<DataQuality | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let wanted = true
    readQuality().then(
      (read) => {
        if (!wanted) return
        setQuality(read)
        setError(null)
      },
      (fault: unknown) => wanted && setError(fault),
    )
    return () => {
      wanted = false
    }
  }, [readQuality, version])
  return (
    <Panel
      title="Data quality"
      note="What is doubtful, what it does to the figures, and the records it concerns, whatever the period."
    >
      {error === null ? null : (
        <ErrorNotice error={error} title="The data could not be looked at" />
      )}
      {quality === null && error === null && <p role="status">Looking at the records…</p>}
      {quality && <Findings quality={quality} {...props} />}
    </Panel>
  )
}
