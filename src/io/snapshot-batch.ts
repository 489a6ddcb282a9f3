import type { Batch } from '../core/batch'
import { FrameBuilder } from '../core/frame-builder'
import { columnHashes, rowHashes, textHashes } from '../core/row-hashes'
import type { Snapshot } from '../core/snapshot'
import type { TextBlock } from '../core/text-block'
import type { NumberedBlocks, StoredBatch } from './store'

/** The incidents of a snapshot as one batch. */
export function snapshotBatch(
  { incidents, batches }: Pick<Snapshot, 'incidents' | 'batches'>,
  own: Pick<Batch, 'id' | 'name' | 'importedAt' | 'contentHash'>,
): { readonly stored: StoredBatch; readonly blocks: NumberedBlocks } {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  for (const incident of incidents) builder.add(incident)
  const frame = builder.finish()
  const batch: Batch = {
    ...own,
    files: batches.flatMap(({ files }) => files),
    issues: batches.flatMap(({ issues }) => issues),
    rejected: batches.flatMap(({ rejected }) => rejected),
  }
  const stored = { batch, frame, hashes: rowHashes(columnHashes(frame), blocks.map(textHashes)) }
  return { stored, blocks: blocks.map((block, index) => [index, block]) }
}
