import { useEffect, useState } from 'react'
import type { DuplicateSuggestion, SuggestedRecord } from '../../../core/answers'
import { count, instant, share } from '../../../core/display'
import type { EditAction } from '../../../core/edits'
import { Button } from '../../parts/Button'
import { ErrorNotice } from '../../parts/ErrorNotice'
import type { EditActions } from '../../view'
import css from './edit.module.css'

interface SuggestionsProps {
  readonly edits: EditActions
  /** Changes with the data. */
  readonly version: unknown
  readonly timeZone: string
}

const shownFirst = 20

/** Records that may be one incident. Nothing is merged unless a person says so. */
export function Suggestions({ edits, version, timeZone }: SuggestionsProps) {
  const [pairs, setPairs] = useState<readonly DuplicateSuggestion[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [shown, setShown] = useState(shownFirst)
  useEffect(() => {
    let wanted = true
    edits.duplicates().then(
      (read) => wanted && setPairs(read),
      (fault: unknown) => wanted && setError(fault),
    )
    return () => {
      wanted = false
    }
  }, [edits, version])
  const decide = (action: EditAction, reason: string) => {
    setError(null)
    edits.make(action, reason).catch(setError)
  }
  if (pairs === null && error === null) return <p role="status">Comparing…</p>
  return (
    <div className={css['suggestions']}>
      {error === null ? null : <ErrorNotice error={error} title="This could not be done" />}
      {pairs?.length === 0 && <p className={css['soft']}>No two records look like one incident.</p>}
      <ul className={css['list']}>
        {(pairs ?? []).slice(0, shown).map(({ service, likeness, records: [a, b] }) => (
          <li key={`${a.id} ${b.id}`} className={css['pair']}>
            <p className={css['pairHead']}>
              <bdi>{service || 'No service stated'}</bdi> · {share(likeness)} of their time in
              common
            </p>
            <Record row={a} timeZone={timeZone} />
            <Record row={b} timeZone={timeZone} />
            <div className={css['actions']}>
              <Button
                label={`Mark as duplicate: ${b.id}, of ${a.id}`}
                onPress={() =>
                  decide(
                    { type: 'duplicate', ids: [b.id], of: a.id },
                    a.file === b.file
                      ? `The same incident twice in ${a.file}`
                      : `The same incident in ${a.file} and ${b.file}`,
                  )
                }
              >
                Mark as duplicate
              </Button>
              <Button
                look="quiet"
                label={`They differ: ${a.id} and ${b.id}`}
                onPress={() =>
                  decide({ type: 'differ', ids: [a.id, b.id] }, 'They are two incidents')
                }
              >
                They differ
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {(pairs?.length ?? 0) > shown && (
        <Button look="quiet" onPress={() => setShown(shown + shownFirst)}>
          Show more
        </Button>
      )}
      {(pairs?.length ?? 0) > 0 && (
        <p className={css['soft']}>
          {count(pairs?.length ?? 0, 'suggestion')}. The first record of a pair counts when the
          second is marked; the change log undoes it.
        </p>
      )}
    </div>
  )
}

function Record({ row, timeZone }: { readonly row: SuggestedRecord; readonly timeZone: string }) {
  return (
    <div>
      <p>
        <bdi>{row.title || 'Untitled'}</bdi>
      </p>
      <p className={css['soft']}>
        {instant(row.startAt, timeZone)} –{' '}
        {row.endAt === null ? 'ongoing' : instant(row.endAt, timeZone)}
      </p>
      <p className={css['soft']}>
        <bdi>{row.file}</bdi> · <bdi>{row.id}</bdi>
      </p>
    </div>
  )
}
