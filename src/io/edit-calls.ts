import type { DuplicateSuggestion, Effect, Opened } from '../core/answers'
import type { Edit, EditAction, LoggedEdit } from '../core/edits'
import type { Client } from './client'
import type { Again } from './replay'

/** What a person can do to single records; each change tells the watchers before it resolves. */
export interface EditCalls {
  /** Gives the id by which the edit is undone. */
  readonly make: (action: EditAction, reason: string) => Promise<string>
  readonly undo: (id: string) => Promise<void>
  readonly effect: (action: EditAction) => Promise<Effect>
  readonly log: () => Promise<readonly LoggedEdit[]>
  readonly duplicates: () => Promise<readonly DuplicateSuggestion[]>
}

export interface EditLine {
  readonly client: Client
  readonly tell: (opened: Opened) => void
  /** Changes of a workspace in memory, to be made again when it is lost. */
  readonly remember: (id: string, again: Again) => void
  readonly forget: (id: string) => void
}

export function editCalls({ client, tell, remember, forget }: EditLine): EditCalls {
  return {
    async make(action, reason) {
      const edit = newEdit(action, reason)
      const make = async () => {
        tell(await client.call('edit', { edit }))
        return edit.id
      }
      remember(await make(), make)
      return edit.id
    },
    async undo(id) {
      forget(id)
      tell(await client.call('undoEdit', { id, now: Date.now() }))
    },
    effect: (action) => client.call('editEffect', { edit: newEdit(action, '') }),
    log: () => client.call('editLog', null),
    duplicates: () => client.call('duplicates', null),
  }
}

function newEdit(action: EditAction, reason: string): Edit {
  const at = Date.now()
  const words = crypto.getRandomValues(new Uint32Array(2))
  const id = `${at.toString(36)}-${Array.from(words, (word) => word.toString(36)).join('')}`
  return { id, at, reason: reason.trim(), action }
}
