import { useState, type ReactNode } from 'react'
import type { DataQuality, DoubtfulRecord } from '../../core/answers'
import type { Batch } from '../../core/batch'
import { count, date, days, instant, whole } from '../../core/display'
import { rejectedFiles } from '../../core/quality'
import { Button } from '../parts/Button'
import { Icon } from '../parts/Icon'
import css from './quality.module.css'
import { doubtWords } from './quality-words'

export interface FindingsProps {
  readonly quality: DataQuality
  readonly batches: readonly Batch[]
  readonly timeZone: string
  /** Ways to put right what no single record holds; null where the data cannot be changed. */
  readonly mend: Mend | null
  readonly onIncident: (id: string) => void
  /** Opens an import among the sources. */
  readonly onImport: (batchId: string) => void
}

export interface Mend {
  /** Asks for the files of an import again, to be read in another way. */
  readonly readAgain: (batchId: string) => void
  /** Leads to where the observed time is declared. */
  readonly declare: () => void
  /** Leads to where files are imported. */
  readonly importMore: () => void
}

/** One line per doubt with its count, and below it the records, each of which opens where it can be put right. */
export function Findings(props: FindingsProps) {
  const { quality, batches, timeZone, mend, onIncident, onImport } = props
  const editable = mend !== null
  const { findings, quiet, derivedFrom, unused } = quality
  const rejected = rejectedFiles(batches)
  const lost = rejected.reduce((sum, file) => sum + file.count, 0)
  return (
    <>
      {findings.length === 0 && lost === 0 && <p className={css['calm']}>{calmWords(quality)}</p>}
      <ul className={css['list']}>
        {lost > 0 && (
          <Finding
            title={count(lost, 'row was rejected', 'rows were rejected')}
            effect="In no figure. The reason stands with the import."
            fix={editable ? 'Read the file again and correct it there.' : ''}
          >
            <ul className={css['records']}>
              {rejected.map(({ batchId, file, count: n }, i) => (
                <li key={i}>
                  <button type="button" className={css['open']} onClick={() => onImport(batchId)}>
                    <bdi>{file}</bdi>
                  </button>
                  <span>{count(n, 'row')} rejected</span>
                  {mend && <Again file={file} onPress={() => mend.readAgain(batchId)} />}
                </li>
              ))}
            </ul>
          </Finding>
        )}
        {findings.map(({ kind, count: n, records }) => {
          const { finding, effect, fix } = doubtWords[kind]
          return (
            <Finding key={kind} title={finding(n)} effect={effect} fix={editable ? fix : ''}>
              <Records records={records} total={n} timeZone={timeZone} onIncident={onIncident} />
              {mend && kind === 'tz-assumed' && (
                <AgainList files={filesOf(records)} batches={batches} mend={mend} />
              )}
            </Finding>
          )
        })}
        {unused.length > 0 && (
          <Finding
            title={`${count(unused.length, 'file has', 'files have')} columns that no figure uses`}
            effect="Kept with each record and shown there."
            fix={editable ? 'Read the file again and match a column that should count.' : ''}
          >
            <ul className={css['records']}>
              {unused.map(({ file, columns }) => (
                <li key={file}>
                  <bdi>{file}</bdi>
                  <span>
                    {columns.map((name, i) => (
                      <span key={name}>
                        {i > 0 && ', '}
                        <bdi>{name}</bdi>
                      </span>
                    ))}
                  </span>
                  {mend && <AgainList files={[file]} batches={batches} mend={mend} />}
                </li>
              ))}
            </ul>
          </Finding>
        )}
        {derivedFrom !== null && (
          <Finding
            title="Nobody declared when recording began"
            effect={`It is taken to begin on ${date(derivedFrom, timeZone)}, with the month of the first record. A log that began earlier has a higher availability.`}
            fix=""
            action={mend && <Button onPress={mend.declare}>Say when it began</Button>}
          />
        )}
        {quiet.length > 0 && (
          <Finding
            title={`${count(quiet.length, 'stretch', 'stretches')} of half a year or more without a record`}
            effect="That may well be a quiet time, and counts as one. If records of it are missing, availability is too high."
            fix={editable ? 'Import what is missing, if anything is.' : ''}
            action={mend && <Button onPress={mend.importMore}>Import more</Button>}
          >
            <ul className={css['records']}>
              {quiet.map(({ from, to }) => (
                <li key={from}>
                  <span>
                    No record from {date(from, timeZone)} to {date(to, timeZone)}
                  </span>
                  <span>{days((to - from) / 86_400_000, 'natural')}</span>
                </li>
              ))}
            </ul>
          </Finding>
        )}
      </ul>
    </>
  )
}

function filesOf(records: readonly DoubtfulRecord[]): readonly string[] {
  return [...new Set(records.map(({ file }) => file))]
}

/** A way to read each of these files again in the place of the latest import that brought it. */
function AgainList({
  files,
  batches,
  mend,
}: {
  readonly files: readonly string[]
  readonly batches: readonly Batch[]
  readonly mend: Mend
}) {
  return files.map((file) => {
    const batch = batches.findLast((one) => one.files.some(({ name }) => name === file))
    if (!batch) return null
    return <Again key={file} file={file} onPress={() => mend.readAgain(batch.id)} />
  })
}

function Again({ file, onPress }: { readonly file: string; readonly onPress: () => void }) {
  return (
    <Button label={`Read the file again: ${file}`} onPress={onPress}>
      Read the file again
    </Button>
  )
}

/** Only said where it holds. */
function calmWords({ incidents }: DataQuality): string {
  if (incidents === 0) return 'There is no incident to look at, and no row was rejected.'
  return `No doubt about ${count(incidents, 'incident')}: ${incidents === 1 ? 'it has' : 'all have'} a start, an end, a stated length and an error rate, and no row was rejected.`
}

function Finding({
  title,
  effect,
  fix,
  action,
  children,
}: {
  readonly title: string
  readonly effect: string
  readonly fix: string
  /** The fix itself, where one holds for all. */
  readonly action?: ReactNode
  readonly children?: ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <li className={css['finding']}>
      {children ? (
        <button
          type="button"
          className={css['title']}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'down' : 'right'} size={13} />
          {title}
        </button>
      ) : (
        <p className={css['title']}>{title}</p>
      )}
      <p className={css['effect']}>
        {effect} {fix}
      </p>
      {action && <p className={css['action']}>{action}</p>}
      {open && children}
    </li>
  )
}

const shownFirst = 20

function Records({
  records,
  total,
  timeZone,
  onIncident,
}: {
  readonly records: readonly DoubtfulRecord[]
  readonly total: number
  readonly timeZone: string
  readonly onIncident: (id: string) => void
}) {
  const [shown, setShown] = useState(shownFirst)
  return (
    <>
      <ul className={css['records']}>
        {records.slice(0, shown).map(({ id, title, startAt, file, row }) => (
          <li key={id}>
            <button type="button" className={css['open']} onClick={() => onIncident(id)}>
              <bdi>{title || 'Untitled'}</bdi>
            </button>
            <span>{startAt === null ? 'no start' : instant(startAt, timeZone)}</span>
            <span>
              <bdi>{file}</bdi>
              {row > 0 && `, row ${whole(row)}`}
            </span>
          </li>
        ))}
      </ul>
      {records.length > shown ? (
        <Button look="quiet" onPress={() => setShown(shown + shownFirst * 2)}>
          Show more
        </Button>
      ) : (
        total > records.length && (
          <p className={css['effect']}>
            The first {whole(records.length)} of {whole(total)} are listed.
          </p>
        )
      )}
    </>
  )
}
