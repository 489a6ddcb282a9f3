import type { ReactNode } from 'react'
import type { Incident } from '../../core/incident'
import type { Rule } from '../../core/rule'
import { count, instant, linkHost, sentence } from '../../core/display'
import { Claims, Conflicts } from './Evidence'
import { explainFlag } from './flag-words'
import css from './incident.module.css'
import { IncidentFacts } from './IncidentFacts'
import { LaneChart } from './LaneChart'
import { lanes } from './lanes'
import { ReportText } from './ReportText'

interface IncidentDetailProps {
  readonly incident: Incident
  readonly rule: Rule
  readonly asOf: number
  readonly timeZone: string
  /** Settles a conflict by one of its claims; absent where the data cannot be changed. */
  readonly onTake?: (conflict: number, claim: number) => void
}

/** Everything that is known of one incident, and what it rests on. */
export function IncidentDetail(props: IncidentDetailProps) {
  const { incident, rule, asOf, timeZone, onTake } = props
  const { conflicts, claims, updates, promises, flags, extra, text, source } = incident
  const drawn = lanes(incident, asOf, timeZone)
  const host = linkHost(source.url)
  return (
    <div className={css['detail']}>
      <Tags incident={incident} />
      <IncidentFacts incident={incident} rule={rule} asOf={asOf} timeZone={timeZone} />
      {drawn ? <LaneChart lanes={drawn} timeZone={timeZone} /> : null}
      {conflicts.length > 0 && (
        <Part
          title={
            conflicts.length === 1
              ? 'A contradiction'
              : `${count(conflicts.length, 'contradiction')}`
          }
        >
          <Conflicts conflicts={conflicts} timeZone={timeZone} {...(onTake ? { onTake } : {})} />
        </Part>
      )}
      {flags.length > 0 && (
        <Part title="What to know about it">
          <dl className={css['notes']}>
            {flags.map((flag) => (
              <div key={flag}>
                <dt>{sentence(explainFlag(flag).label)}</dt>
                <dd>{explainFlag(flag).meaning}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {claims.length > 0 && (
        <Part title="What the figures rest on">
          <Claims claims={claims} timeZone={timeZone} />
        </Part>
      )}
      {text !== '' && (
        <Part title="Report">
          <ReportText text={text} claims={claims} timeZone={timeZone} />
        </Part>
      )}
      {updates.length > 0 && (
        <Part title="Posts">
          <ol className={css['updates']}>
            {updates.map((update, i) => (
              <li key={`${update.postedAt}-${i}`}>
                <p>
                  <strong>
                    <bdi>{update.status}</bdi>
                  </strong>{' '}
                  <span className={css['soft']}>
                    {update.postedAt === null
                      ? 'no time stated'
                      : instant(update.postedAt, timeZone)}
                    {update.statusInferred && ', status from its wording'}
                  </span>
                </p>
                <p className={css['text']}>
                  <bdi>{update.text}</bdi>
                </p>
              </li>
            ))}
          </ol>
        </Part>
      )}
      {promises.length > 0 && (
        <Part title="Promised fixes">
          <ul className={css['updates']}>
            {promises.map((promise, i) => (
              <li key={i}>
                <bdi>{promise.text}</bdi>{' '}
                <span className={css['soft']}>
                  {promise.promisedAt === null
                    ? 'no date stated'
                    : instant(promise.promisedAt, timeZone)}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {extra.length > 0 && (
        <Part title="Other columns">
          <dl className={css['pairs']}>
            {extra.map(([name, value], i) => (
              <div key={`${name}-${i}`}>
                <dt>
                  <bdi>{name}</bdi>
                </dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      <Part title="Source">
        <dl className={css['pairs']}>
          <Pair name="File">{source.file}</Pair>
          <Pair name="Record">{`${source.row}`}</Pair>
          <Pair name="Format">{source.format}</Pair>
          <Pair name="Id">{incident.id}</Pair>
          {source.url !== null && (
            <div>
              <dt>Address</dt>
              <dd>
                {host ? (
                  <a href={source.url} target="_blank" rel="noopener noreferrer">
                    {host}
                  </a>
                ) : (
                  <bdi>{source.url}</bdi>
                )}
              </dd>
            </div>
          )}
        </dl>
      </Part>
    </div>
  )
}

function Tags({ incident }: { readonly incident: Incident }) {
  const { services, kind, severity, cause, flags, trigger, attribution, facets } = incident
  const suggested = flags.includes('cause-inferred')
  const facetWords = facets.length > 0 ? ` · also ${facets.join(', ')}` : ''
  return (
    <dl className={css['tags']}>
      <Pair name={services.length > 1 ? 'Services' : 'Service'}>
        {services.join(', ') || 'not stated'}
      </Pair>
      <Pair name="Kind">{sentence(kind)}</Pair>
      <Pair name="Severity">{severity ? sentence(severity) : 'not stated'}</Pair>
      <Pair name="Cause">
        {cause
          ? `${cause} (${suggested ? 'suggested by the wording' : 'stated'})${facetWords}`
          : 'neither stated nor recognised'}
      </Pair>
      {trigger !== null && <Pair name="Trigger">{trigger}</Pair>}
      {attribution !== null && <Pair name="Attribution">{sentence(attribution)}</Pair>}
    </dl>
  )
}

function Pair({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css['part']}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
