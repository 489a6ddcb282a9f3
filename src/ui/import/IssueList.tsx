import type { Issue } from '../../core/issue'
import { count, whole } from '../../core/display'
import css from './import.module.css'

const shown = 100

/** Warnings and notes of reading, warnings first. */
export function IssueList({ issues }: { readonly issues: readonly Issue[] }) {
  const sorted = [
    ...issues.filter(({ level }) => level === 'warning'),
    ...issues.filter(({ level }) => level === 'note'),
  ]
  return (
    <section>
      <h3>{count(issues.length, 'note')}</h3>
      <ul className={css['issues']}>
        {sorted.slice(0, shown).map((issue, i) => (
          <li key={i}>
            <strong>{issue.level === 'warning' ? 'Warning' : 'Note'}</strong>{' '}
            <bdi>{issue.message}</bdi>{' '}
            <span className={css['soft']}>
              <bdi>{issue.file}</bdi>
              {issue.row !== null && `, row ${whole(issue.row)}`}
            </span>
          </li>
        ))}
      </ul>
      {issues.length > shown && (
        <p className={css['soft']}>and {whole(issues.length - shown)} more</p>
      )}
    </section>
  )
}
