import type { Effect } from '../core/answers'
import { UserError, type Mapping } from '../core/issue'
import { withMappings } from '../core/mapping'
import { defaultSettings } from '../core/settings'
import { effectOf } from './effect'
import type { Open } from './open-data'
import type { Candidate } from './staging'
import type { Store, StoredBatch } from './store'

/** An import that waits to be kept, and how its tables were said to be read. */
export interface Waiting extends Candidate {
  readonly learned: readonly Mapping[]
  /** Id of the import whose place it takes, or null. */
  readonly replaces: string | null
  /** When it was read, epoch ms UTC. */
  readonly now: number
  /** The writing of what is left of it, once it is under way. */
  prepared?: Promise<void>
}

/**
 * What keeping an import would do to the figures; null for one that changes nothing, and for a backup with edits, whose
 * figures are known only with the edits in their place.
 */
export function waitingEffect(open: Open, waiting: Waiting): Effect | null {
  const { frame, learned, replaces, now, edits, staged } = waiting
  if (!changesData(waiting) || staged.questions.length > 0 || edits.length > 0) return null
  const { imported, live, overlay, settings } = open
  const after = withMappings(waiting.settings ?? settings, learned)
  const staying =
    replaces === null
      ? [imported.base.frame]
      : imported.batches.filter(({ batch }) => batch.id !== replaces).map(({ frame }) => frame)
  const frames = [...staying, frame, ...(overlay ? [overlay] : [])]
  return effectOf(
    { frames: [live.frame], settings, asOf: settings.asOf ?? now },
    { frames, settings: after, asOf: after.asOf ?? now },
  )
}

/**
 * Begins to write what is left of a large import while it is looked at. What fails of it is told when it is kept.
 */
export async function prepareWaiting(store: Store, waiting: Waiting): Promise<void> {
  const { texts, staged } = waiting
  if (waiting.prepared || !texts.areMany) return
  if (!changesData(waiting) || staged.questions.length > 0) return
  texts.writeAll()
  waiting.prepared = turn().then(() => store.prepare(waiting))
  waiting.prepared.catch(() => undefined)
  await turn()
  waiting.hashes.begin()
}

/** Lets what was begun go on its way. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

async function storedOf({ batch, frame, hashes }: Waiting): Promise<StoredBatch> {
  return { batch, frame, hashes: await hashes.rows() }
}

/** Keeps an import, whole or not at all. Throws a `UserError` while there are questions about it. */
export async function keepWaiting({ store, kept }: Open, waiting: Waiting): Promise<void> {
  const { staged, learned, edits, replaces } = waiting
  const settings =
    learned.length > 0
      ? withMappings(waiting.settings ?? kept.settings ?? defaultSettings, learned)
      : waiting.settings
  if (staged.questions.length > 0)
    throw new UserError('There are open questions about these files', 'Answer them first.')
  if (changesData(waiting)) {
    await waiting.prepared
    await store.commit(await storedOf(waiting), waiting.texts.blocks, { settings, edits, replaces })
  } else if (settings) await store.saveSettings(settings)
}

function changesData({ staged, edits, replaces }: Waiting): boolean {
  const { added, updated } = staged.changes
  return added + updated + edits.length > 0 || replaces !== null
}
