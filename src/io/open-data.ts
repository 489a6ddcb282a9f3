import type { Opened } from '../core/answers'
import type { Batch } from '../core/batch'
import type { LoggedEdit } from '../core/edits'
import type { Frame } from '../core/frame'
import { defaultSettings, type Settings } from '../core/settings'
import { incidentTable, type IncidentTable } from '../core/table-rows'
import { editedData, type Imported } from './edited-data'
import { liveData, type LiveData } from './live-data'
import { openedOf } from './opened'
import type { DamagedBatch, Kept, Store } from './store'

/** What is open: where it is kept, all its batches as one, and its words for the page. */
export interface Open {
  readonly mode: Opened['mode']
  readonly store: Store
  readonly kept: Kept
  readonly settings: Settings
  /** What was imported, before any edit. */
  readonly imported: Imported
  /** What counts: the imported data with the edits over it. */
  readonly live: LiveData
  /** The records as edited, by themselves; null without any. */
  readonly overlay: Frame | null
  /** Every edit in its order. */
  readonly log: readonly LoggedEdit[]
  readonly table: IncidentTable
  readonly opened: Opened
}

export interface Opening {
  readonly mode: Opened['mode']
  readonly store: Store
  /** Epoch ms UTC: the as-of instant where the settings state none. */
  readonly now: number
  readonly onDamage: (rows: number) => void
  /** What was open before: batches that have not changed are not joined again. */
  readonly former: Open | null
}

/** Reads what a store holds and joins it. */
export async function openData(opening: Opening): Promise<Open> {
  const { mode, store, now } = opening
  const kept = await store.load()
  const settings = kept.settings ?? defaultSettings
  const asOf = settings.asOf ?? now
  const imported = importedOf(kept, opening)
  const { live, overlay, log } = await editedData(imported, kept.edits)
  const opened = openedOf({
    mode,
    title: settings.title,
    asOf,
    settings,
    batches: [...kept.batches.map((stored) => stored.batch), ...kept.damaged.map(emptyBatch)],
    notices: kept.notices,
    frame: live.frame,
  })
  const { frame, ids, starts, readBlock } = live
  const table = incidentTable({ frame, settings, asOf, ids, starts, readBlock })
  return { mode, store, kept, settings, imported, live, overlay, log, table, opened }
}

function importedOf({ batches }: Kept, { store, onDamage, former }: Opening): Imported {
  const known = former?.store === store ? former.imported : null
  if (known && known.batches.length === batches.length)
    if (known.batches.every((batch, at) => batch === batches[at])) return known
  const readBlock = (batchId: string, index: number) => store.readBlock(batchId, index)
  const told = new Set<string>()
  // With edits the same block is read for the records below them, too.
  const tellOnce = (rows: number, block: string) => {
    if (!told.has(block)) onDamage(rows)
    told.add(block)
  }
  return { base: liveData(batches, readBlock, tellOnce), batches, readBlock, onDamage: tellOnce }
}

/** Stands for a damaged batch in the list of imports, where it can be undone. */
function emptyBatch(damaged: DamagedBatch): Batch {
  return { ...damaged, contentHash: '', files: [], issues: [], rejected: [] }
}
