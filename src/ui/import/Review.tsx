import { lazy, Suspense } from 'react'
import type { Effect, Staged, StagedTable } from '../../core/answers'
import { whole } from '../../core/display'
import type { Assumptions, Fix } from '../../core/issue'
import { headerFingerprint, mappingFor, mappingsWith } from '../../core/mapping'
import { Conflicts } from '../incident/Evidence'
import { ReportText } from '../incident/ReportText'
import { Button } from '../parts/Button'
import { AssumedZones, asksZone } from './AssumedZones'
import css from './import.module.css'
import { EffectLine } from './EffectLine'
import type { ReadCells } from './FixRows'
import {
  bringsAnything,
  bringsRecords,
  changeWords,
  countWords,
  formatWords,
  unreadWords,
} from './import-words'
import { IssueList } from './IssueList'
import { Questions } from './Questions'
import { RejectedRows } from './RejectedRows'
import { SampleRows } from './SampleRows'

const FixRows = lazy(async () => ({ default: (await import('./FixRows')).FixRows }))

interface ReviewProps {
  readonly staged: Staged
  readonly assume: Assumptions
  readonly timeZone: string
  /** Left out once the import is settled. */
  readonly onAnswers?: (assume: Assumptions) => void
  /** Opens the answers about a table again. */
  readonly onMap?: (table: StagedTable) => void
  /** What keeping it would do to the figures. */
  readonly readEffect?: () => Promise<Effect | null>
  /** Cells of a file that is at hand. */
  readonly readCells?: ReadCells
  readonly onKeep?: () => void
  readonly onCancel?: () => void
}

/** What was read, file by file, and what is left to decide. */
export function Review({
  staged,
  assume,
  timeZone,
  onAnswers,
  onMap,
  readEffect,
  readCells,
  onKeep,
  onCancel,
}: ReviewProps) {
  const { files, questions, issues, rejected, sample, changes, needsReview, reports } = staged
  const asked = questions.length > 0
  const { tables } = staged
  // While the zone is asked for, the question says it.
  const told = onAnswers && !asked ? issues.filter((one) => !asksZone(one, tables)) : issues
  const actions = (onKeep || onCancel || onMap) && (
    <div className={css['actions']}>
      {onKeep && !asked && (
        <Button look="primary" onPress={onKeep}>
          {bringsRecords(staged) || !bringsAnything(staged)
            ? 'Add to workspace'
            : 'Use these settings'}
        </Button>
      )}
      {onCancel && <Button onPress={onCancel}>Do not add</Button>}
      {onMap &&
        tables.map((table) => (
          <Button key={table.file} onPress={() => onMap(table)}>
            Change the mapping
            {tables.length > 1 && (
              <>
                {' '}
                of <bdi>{table.file}</bdi>
              </>
            )}
          </Button>
        ))}
    </div>
  )
  return (
    <div className={css['review']}>
      <section hidden={asked && files.length === 0}>
        <h3>What was read</h3>
        <ul className={css['files']}>
          {files.map((file, i) => (
            <li key={`${file.name}-${i}`}>
              <bdi>{file.name}</bdi> <span className={css['soft']}>{formatWords(file.format)}</span>
              <span>{asked && file.records === 0 ? 'waits for an answer' : countWords(file)}</span>
            </li>
          ))}
        </ul>
        {onKeep && staged.takesPlaceOf !== null && (
          <p>
            Takes the place of the import <bdi>{staged.takesPlaceOf}</bdi>, which stays until then.
          </p>
        )}
        {onKeep && !asked && (
          <p>
            {changeWords(changes)}
            {rejected.length > 0 && `, ${whole(rejectedOf(files))} rejected`}
          </p>
        )}
        {readEffect && !asked && changes.added + changes.updated > 0 && (
          <EffectLine key={staged.id} read={readEffect} />
        )}
        {tables
          .filter((table) => isRemembered(table, assume))
          .map(({ file }) => (
            <p key={file} className={css['soft']}>
              <bdi>{file}</bdi> is read as tables with these columns were before.
            </p>
          ))}
        {onMap &&
          !asked &&
          tables.map((table) => {
            const unread = unreadWords(table)
            return (
              unread !== null && (
                <p key={table.file} className={css['soft']}>
                  {tables.length > 1 && (
                    <>
                      <bdi>{table.file}</bdi>:{' '}
                    </>
                  )}
                  <bdi>{unread}</bdi>
                </p>
              )
            )
          })}
        {!asked && actions}
      </section>
      {asked && onAnswers && (
        <Questions questions={questions} assume={assume} tables={tables} onAnswers={onAnswers} />
      )}
      {asked && actions}
      {onAnswers && !asked && (
        <AssumedZones
          tables={tables}
          issues={issues}
          timeZone={timeZone}
          onZone={(table, zone) => onAnswers(zoneOf(assume, table, zone))}
        />
      )}
      {sample.length > 0 && (
        <SampleRows
          rows={sample}
          timeZone={timeZone}
          needsReview={needsReview}
          all={files.reduce((sum, { incidents }) => sum + incidents, 0)}
        />
      )}
      {reports.map((report) => (
        <section key={report.id}>
          <h3>
            <bdi>{report.title}</bdi>
          </h3>
          {report.conflicts.length > 0 && (
            <Conflicts conflicts={report.conflicts} timeZone={timeZone} />
          )}
          <ReportText text={report.text} claims={report.claims} timeZone={timeZone} />
        </section>
      ))}
      {onAnswers && readCells && !asked && (
        <Suspense fallback={null}>
          <FixRows
            key={staged.id}
            staged={staged}
            readCells={readCells}
            onFixes={(fixes) => onAnswers({ ...assume, fixes: fixesWith(assume.fixes, fixes) })}
          />
        </Suspense>
      )}
      {rejected.length > 0 && <RejectedRows rejected={rejected} />}
      {told.length > 0 && <IssueList issues={told} />}
    </div>
  )
}

/** The table's answers with a zone for times that state none. */
function zoneOf(assume: Assumptions, table: StagedTable, timeZone: string): Assumptions {
  const { mappings = [] } = assume
  const known = mappingFor(mappings, table.header) ?? table.mapping
  return {
    ...assume,
    mappings: mappingsWith(mappings, table.header, { ...known?.assume, timeZone }),
  }
}

function rejectedOf(files: Staged['files']): number {
  return files.reduce((sum, file) => sum + file.rejected, 0)
}

/** Whether the table's mapping comes from an earlier import, not from answers to this one. */
function isRemembered({ header, mapping }: StagedTable, { mappings = [] }: Assumptions): boolean {
  const print = headerFingerprint(header)
  return mapping !== null && !mappings.some((one) => headerFingerprint(one.header) === print)
}

/** Earlier corrections with more of them; the last one of a row counts. */
function fixesWith(before: readonly Fix[] = [], more: readonly Fix[]): readonly Fix[] {
  const same = (a: Fix, b: Fix) => a.file === b.file && a.row === b.row
  return [...before.filter((one) => !more.some((other) => same(one, other))), ...more]
}
