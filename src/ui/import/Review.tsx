import type { Staged } from '../../core/answers'
import type { Assumptions } from '../../core/issue'
import { Conflicts } from '../incident/Evidence'
import { ReportText } from '../incident/ReportText'
import { Button } from '../parts/Button'
import css from './import.module.css'
import { changeWords, countWords, formatWords } from './import-words'
import { IssueList } from './IssueList'
import { Questions } from './Questions'
import { RejectedRows } from './RejectedRows'
import { SampleRows } from './SampleRows'

interface ReviewProps {
  readonly staged: Staged
  readonly assume: Assumptions
  readonly timeZone: string
  /** Left out once the import is settled. */
  readonly onAnswers?: (assume: Assumptions) => void
  readonly onKeep?: () => void
  readonly onCancel?: () => void
}

/** What was read, file by file, and what is left to decide. */
export function Review({ staged, assume, timeZone, onAnswers, onKeep, onCancel }: ReviewProps) {
  const { files, questions, issues, rejected, sample, changes, needsReview, reports } = staged
  const asked = questions.length > 0
  return (
    <div className={css['review']}>
      <section>
        <h3>What was read</h3>
        <ul className={css['files']}>
          {files.map((file, i) => (
            <li key={`${file.name}-${i}`}>
              <bdi>{file.name}</bdi> <span className={css['soft']}>{formatWords(file.format)}</span>
              <span>{asked && file.records === 0 ? 'waits for an answer' : countWords(file)}</span>
            </li>
          ))}
        </ul>
        {onKeep && !asked && <p>{changeWords(changes)}</p>}
      </section>
      {asked && onAnswers && (
        <Questions questions={questions} assume={assume} onAnswers={onAnswers} />
      )}
      {sample.length > 0 && (
        <SampleRows rows={sample} timeZone={timeZone} needsReview={needsReview} files={files} />
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
      {rejected.length > 0 && <RejectedRows rejected={rejected} />}
      {issues.length > 0 && <IssueList issues={issues} />}
      {(onKeep || onCancel) && (
        <div className={css['actions']}>
          {onKeep && !asked && (
            <Button look="primary" onPress={onKeep}>
              Add to workspace
            </Button>
          )}
          {onCancel && <Button onPress={onCancel}>Do not add</Button>}
        </div>
      )}
    </div>
  )
}
