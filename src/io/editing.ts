import type { Effect } from '../core/answers'
import type { Edit } from '../core/edits'
import { UserError } from '../core/issue'
import { editedData } from './edited-data'
import { effectOf } from './effect'
import type { LiveData } from './live-data'
import type { Open } from './open-data'

/** What would be open with one more edit. Throws a `UserError` for an edit that finds no record or would break one. */
async function withEdit({ imported, kept }: Open, edit: Edit): Promise<LiveData> {
  const { live, log } = await editedData(imported, [...kept.edits, edit])
  const problem = log.at(-1)?.problem
  if (problem)
    throw new UserError(`This cannot be done: ${problem}`, 'Change what you entered, or reload.')
  return live
}

/** Makes sure that an edit can be made. */
export async function checkEdit(open: Open, edit: Edit): Promise<void> {
  if (edit.reason.trim() === '')
    throw new UserError('Every edit has a reason', 'Say in a few words why it is made.')
  await withEdit(open, edit)
}

/** What an edit would change. */
export async function editEffect(open: Open, edit: Edit): Promise<Effect> {
  const { live, settings, opened } = open
  const { asOf } = opened
  const would = await withEdit(open, edit)
  return effectOf(
    { frames: [live.frame], settings, asOf },
    { frames: [would.frame], settings, asOf },
  )
}
