import { applyEdits, idsOf, type Edit, type LoggedEdit } from '../core/edits'
import { isExcluded } from '../core/exclusion'
import type { Frame } from '../core/frame'
import { blockTexts, incidentAt, type BlockTexts } from '../core/frame-reader'
import type { Incident } from '../core/incident'
import { liveData, type LiveData } from './live-data'
import { snapshotBatch } from './snapshot-batch'
import type { StoredBatch } from './store'
import type { TextBlock } from '../core/text-block'

/** What was imported with a person's edits over it. */
export interface EditedData {
  readonly live: LiveData
  /** The records as edited, by themselves; null without any. */
  readonly overlay: Frame | null
  /** Every edit in its order, with why it has no effect where it has none. */
  readonly log: readonly LoggedEdit[]
}

export interface Imported {
  readonly base: LiveData
  readonly batches: readonly StoredBatch[]
  readonly readBlock: (batchId: string, index: number) => Promise<TextBlock | null>
  readonly onDamage: (rows: number, block: string) => void
}

const overlayId = 'edits'

/** Lays edits over what was imported: the records they change stand behind all batches and replace those of their ids. */
export async function editedData(
  { base, batches, readBlock, onDamage }: Imported,
  edits: readonly Edit[],
): Promise<EditedData> {
  if (edits.length === 0) return { live: base, overlay: null, log: [] }
  const wanted = new Set(edits.flatMap(({ action }) => idsOf(action)))
  const { incidents, problems } = applyEdits(await readIncidents(base, wanted), edits)
  const log = edits.map((edit) => ({ ...edit, problem: problems.get(edit.id) ?? null }))
  if (incidents.length === 0) return { live: base, overlay: null, log }
  // A frame holds so many kinds of flags, the first ones surely: those that decide what counts.
  const outFirst = incidents.toSorted(
    (a, b) => Number(isExcluded(b.flags)) - Number(isExcluded(a.flags)),
  )
  const overlay = snapshotBatch(
    { incidents: outFirst, batches: [] },
    { id: overlayId, name: 'Edits', importedAt: 0, contentHash: '' },
  )
  const blocks = new Map(overlay.blocks)
  const read = async (batchId: string, index: number) =>
    batchId === overlayId ? (blocks.get(index) ?? null) : readBlock(batchId, index)
  const live = liveData([...batches, overlay.stored], read, onDamage)
  return { live, overlay: overlay.stored.frame, log }
}

/** These records whole, block after block; what is not there is left out. */
export async function readIncidents(
  { frame, ids, starts, rowOf, readBlock }: LiveData,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Incident>> {
  const rows = [...wanted].map(rowOf).filter((row) => row !== undefined)
  const found = new Map<string, Incident>()
  let block: TextBlock | null = null
  let texts: BlockTexts | null = null
  for (const row of rows.sort((a, b) => a - b)) {
    const next = await readBlock(row)
    if (next !== block || texts === null) texts = blockTexts(next)
    block = next
    found.set(ids[row]!, incidentAt(frame, row, ids, starts, texts))
  }
  return found
}
