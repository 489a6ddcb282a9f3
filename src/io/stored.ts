import type { Batch } from '../core/batch'
import type { Edit } from '../core/edits'
import { readEdit } from '../core/edits/edit-shape'
import { frameFaults } from '../core/frame-faults'
import { invariant } from '../core/issue'
import { defaultSettings, type Settings } from '../core/settings'
import { blockSize, type PackedText, type TextBlock } from '../core/text-block'
import { sha256, textHash } from './checksum'
import { packed, unpacked } from './packed'
import type { StoredBatch } from './store'

/** Bytes with their SHA-256 in hex. What is read back is trusted no more than a file. */
export interface Sealed {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
}

/** Throws when a batch is not sound: broken numbers never enter the store. */
export async function sealedBatch(stored: StoredBatch): Promise<Sealed> {
  const faults = frameFaults(stored.frame)
  invariant(faults.length === 0, `the import ${stored.batch.name}: ${faults.join(', ')}`)
  return sealed(stored)
}

export function sealedBlock(block: TextBlock): Promise<Sealed> {
  return sealed(block)
}

async function sealed(value: object): Promise<Sealed> {
  const bytes = packed(value)
  return { bytes, sha256: await sha256(bytes) }
}

/** The batch that was sealed, or null where anything about it is damaged. */
export async function openedBatch(record: unknown): Promise<StoredBatch | null> {
  // Written by `sealedBatch`; the checksum says so, and the frame's invariants are checked again.
  const stored = (await opened(record)) as StoredBatch | null
  try {
    if (!stored || frameFaults(stored.frame).length > 0) return null
    const { frame, hashes } = stored
    return isBatch(stored.batch) && hashes.length === 2 * frame.incidents.count ? stored : null
  } catch {
    return null
  }
}

/** The block that was sealed, or null where anything about it is damaged. */
export async function openedBlock(record: unknown): Promise<TextBlock | null> {
  // Written by `sealedBlock`.
  const block = (await opened(record)) as TextBlock | null
  if (!block) return null
  const { first, titles, texts, details } = block
  const sound =
    Number.isSafeInteger(first) &&
    [titles, texts, details].every((part) => isPackedText(part)) &&
    titles.ends.length <= blockSize &&
    texts.ends.length === titles.ends.length &&
    details.ends.length === titles.ends.length
  return sound ? block : null
}

async function opened(record: unknown): Promise<unknown> {
  if (!isSealed(record) || (await sha256(record.bytes)) !== record.sha256) return null
  try {
    return unpacked(record.bytes)
  } catch {
    return null
  }
}

function isSealed(record: unknown): record is Sealed {
  return (
    typeof record === 'object' &&
    record !== null &&
    'bytes' in record &&
    record.bytes instanceof Uint8Array &&
    'sha256' in record &&
    typeof record.sha256 === 'string'
  )
}

function isPackedText(part: PackedText | undefined): boolean {
  return part?.bytes instanceof Uint8Array && part.ends instanceof Uint32Array
}

function isBatch(batch: Batch): boolean {
  return (
    typeof batch.id === 'string' &&
    typeof batch.name === 'string' &&
    typeof batch.contentHash === 'string' &&
    Number.isSafeInteger(batch.importedAt) &&
    [batch.files, batch.issues, batch.rejected].every((list) => Array.isArray(list))
  )
}

/** JSON with its checksum. */
export interface SealedText {
  readonly text: string
  readonly sha256: string
}

export async function sealedText(value: Settings | Edit): Promise<SealedText> {
  const text = JSON.stringify(value)
  return { text, sha256: await textHash(text) }
}

/** The settings that were sealed, with defaults for what an older version did not know; null where they are damaged. */
export async function openedSettings(record: unknown): Promise<Settings | null> {
  const settings = await openedText(record)
  // Written by `sealedText`.
  return settings === null ? null : { ...defaultSettings, ...(settings as Partial<Settings>) }
}

/** The edit that was sealed, or null where it is damaged. */
export async function openedEdit(record: unknown): Promise<Edit | null> {
  return readEdit(await openedText(record))
}

async function openedText(record: unknown): Promise<unknown> {
  if (typeof record !== 'object' || record === null || !('text' in record)) return null
  const { text } = record
  if (typeof text !== 'string' || !('sha256' in record)) return null
  return (await textHash(text)) === record.sha256 ? JSON.parse(text) : null
}
