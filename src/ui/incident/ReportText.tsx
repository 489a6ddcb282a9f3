import type { Claim } from '../../core/claim'
import { claimField, claimValue } from './claim-words'
import css from './incident.module.css'
import { segments } from './segments'

interface ReportTextProps {
  readonly text: string
  readonly claims: readonly Claim[]
  readonly timeZone: string
}

/** The report as imported, with the words that figures rest on marked. */
export function ReportText({ text, claims, timeZone }: ReportTextProps) {
  return (
    <p className={css['text']}>
      {segments(text, claims).map((segment) => {
        if (segment.marks.length === 0) return <bdi key={segment.charStart}>{segment.text}</bdi>
        const words = segment.marks.flatMap((i) => {
          const claim = claims[i]
          return claim ? [`${claimField(claim.field)}: ${claimValue(claim, timeZone)}`] : []
        })
        return (
          <mark key={segment.charStart} className={css['quoted']} title={words.join('; ')}>
            <bdi>{segment.text}</bdi>
          </mark>
        )
      })}
    </p>
  )
}
