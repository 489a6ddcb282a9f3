import type { Claim, Conflict } from '../../core/claim'
import { Button } from '../parts/Button'
import { Icon } from '../parts/Icon'
import { claimField, claimValue } from './claim-words'
import { explainFlag } from './flag-words'
import css from './incident.module.css'

/** Each contradiction: what disagrees, every claim with its words, and the one that was taken. */
export function Conflicts({
  conflicts,
  timeZone,
  onTake,
}: {
  readonly conflicts: readonly Conflict[]
  readonly timeZone: string
  readonly onTake?: (conflict: number, claim: number) => void
}) {
  return (
    <ul className={css['conflicts']}>
      {conflicts.map((conflict, i) => (
        <li key={`${conflict.kind}-${i}`} className={css['conflict']}>
          <p className={css['conflictTitle']}>
            <Icon name="alert" />
            <span>
              <strong>{claimField(conflict.field)}:</strong> {explainFlag(conflict.kind).label}
            </span>
          </p>
          <p>{conflict.text}</p>
          <ul className={css['claims']}>
            {conflict.claims.map((claim, at) => (
              <li
                key={`${claim.charStart}-${at}`}
                data-chosen={at === conflict.chosen || undefined}
                data-takes={onTake !== undefined || undefined}
              >
                <ClaimWords claim={claim} timeZone={timeZone} />
                <span className={css['taking']}>
                  {at === conflict.chosen && (
                    <span className={css['chosen']}>
                      <Icon name="check" size={13} /> taken
                    </span>
                  )}
                  {onTake && (
                    <Button
                      look="quiet"
                      label={`${at === conflict.chosen ? 'Keep' : 'Take'} this claim: ${claimField(claim.field)} ${claimValue(claim, timeZone)}`}
                      onPress={() => onTake(i, at)}
                    >
                      {at === conflict.chosen ? 'Keep this claim' : 'Take this claim'}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {conflict.chosen === null && <p className={css['soft']}>None of them was taken.</p>}
        </li>
      ))}
    </ul>
  )
}

/** Every stated fact with the words it rests on. */
export function Claims({
  claims,
  timeZone,
}: {
  readonly claims: readonly Claim[]
  readonly timeZone: string
}) {
  return (
    <ul className={css['claims']}>
      {claims.map((claim, i) => (
        <li key={`${claim.field}-${claim.charStart}-${i}`}>
          <ClaimWords claim={claim} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  )
}

function ClaimWords({ claim, timeZone }: { readonly claim: Claim; readonly timeZone: string }) {
  return (
    <>
      <span className={css['said']}>
        <span className={css['soft']}>{claimField(claim.field)} </span>
        <bdi>{claimValue(claim, timeZone)}</bdi>
      </span>
      <span>
        {claim.quote !== '' && (
          <q>
            <bdi>{claim.quote}</bdi>
          </q>
        )}{' '}
        <span className={css['soft']}>
          <bdi>{claim.source}</bdi>
        </span>
      </span>
    </>
  )
}
