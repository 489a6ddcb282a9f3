import type { Progress, Staged } from '../../core/answers'
import type { FileCounts } from '../../core/batch'
import type { Assumptions, Question } from '../../core/issue'
import { count, decimal, sentence, whole } from '../../core/display'

/** `statuspage-report` reads "Statuspage report", `csv` "CSV". */
export function formatWords(format: string): string {
  if (format === 'csv' || format === 'json' || format === 'xml') return format.toUpperCase()
  return sentence(format.replaceAll('-', ' '))
}

/** `212 records read = 207 incidents + 5 rejected`: the counts as they add up. */
export function countWords({ records, incidents, rejected }: FileCounts): string {
  return `${count(records, 'record')} read = ${count(incidents, 'incident')} + ${whole(rejected)} rejected`
}

/** `1.2 of 3.4 MB, 12,000 records`. */
export function progressWords({ doneBytes, totalBytes, records }: Progress): string {
  const size =
    totalBytes < 1_000_000
      ? `${whole(doneBytes / 1000)} of ${whole(totalBytes / 1000)} kB`
      : `${decimal(doneBytes / 1_000_000, 1)} of ${decimal(totalBytes / 1_000_000, 1)} MB`
  return `${size}, ${count(records, 'record')}`
}

/** `2 new, 1 updated, 3 unchanged`. */
export function changeWords({ added, updated, unchanged }: Staged['changes']): string {
  return `${whole(added)} new, ${whole(updated)} updated, ${whole(unchanged)} unchanged`
}

/** A question by its place in a list. */
export function questionKey({ file, column, code }: Question): string {
  return JSON.stringify([file, column, code])
}

/** What is assumed after the chosen answers, one index per question key. */
export function answered(
  before: Assumptions,
  questions: readonly Question[],
  chosen: ReadonlyMap<string, number>,
): Assumptions {
  return questions.reduce<Assumptions>((assume, question) => {
    const answer = question.answers[chosen.get(questionKey(question)) ?? -1]
    if (!answer) return assume
    const map = { ...assume.map, ...answer.assume.map }
    return {
      ...assume,
      ...answer.assume,
      ...(Object.keys(map).length > 0 ? { map } : {}),
    }
  }, before)
}

/** Whether there is anything to keep: records, or the settings of a dropped `faultline.yaml`. */
export function bringsAnything({ changes, issues }: Staged): boolean {
  return changes.added + changes.updated > 0 || issues.some(({ code }) => code === 'settings')
}
