import type { Batch } from '../core/batch'
import type { Edit } from '../core/edits'
import { readEdit } from '../core/edits/edit-shape'
import { frameFaults } from '../core/frame-faults'
import { invariant } from '../core/issue'
import type { RowHashes } from '../core/row-hashes'
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

/** A batch with its columns. */
type Columns = Omit<StoredBatch, 'hashes'>

/** As the first version of the store held texts. */
type OldText = Pick<PackedText, 'ends'> & { readonly bytes: Uint8Array<ArrayBuffer> }

/** Throws when a batch is not sound: broken numbers never enter the store. */
export function packedColumns({ batch, frame }: Columns): Uint8Array<ArrayBuffer> {
  const faults = frameFaults(frame)
  invariant(faults.length === 0, `the import ${batch.name}: ${faults.join(', ')}`)
  return packed({ batch, frame })
}

export async function sealedBytes(bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  return { bytes, sha256: await sha256(bytes) }
}

/** A block of texts as it is, with the SHA-256 over those of its pieces. */
export interface SealedBlock extends TextBlock {
  readonly sha256: string
}

export async function sealedBlock(block: TextBlock): Promise<SealedBlock> {
  return { ...block, sha256: await blockHash(block) }
}

async function blockHash({ first, titles, texts, details }: TextBlock): Promise<string> {
  const hashes = [titles, texts, details].map(async ({ pieces, ends }) => {
    const places = new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength)
    return [pieces.length, ...(await Promise.all([...pieces, places].map(sha256)))].join(' ')
  })
  return textHash([first, ...(await Promise.all(hashes))].join(' '))
}

/** The batch with its columns and hashes that were sealed, or null where anything about it is damaged. */
export async function openedBatch(columns: unknown, mark: unknown): Promise<StoredBatch | null> {
  // Made by `packedColumns`; the checksum says so, and the frame's invariants are checked again.
  const stored = (await opened(columns)) as (Columns & { readonly hashes?: RowHashes }) | null
  try {
    if (!stored) return null
    const { batch } = stored
    // The first version had them with the columns.
    const hashes = stored.hashes ?? ((await opened(mark)) as RowHashes | null)
    const frame = { ...stored.frame, ids: inPieces(stored.frame.ids) }
    if (frameFaults(frame).length > 0) return null
    if (!hashes || hashes.length !== 2 * frame.incidents.count) return null
    return isBatch(batch) ? { batch, frame, hashes } : null
  } catch {
    return null
  }
}

/** The block that was sealed, or null where anything about it is damaged. */
export async function openedBlock(record: unknown): Promise<TextBlock | null> {
  // Written by `sealedBlock`; the first version of the store held a block in one piece of bytes.
  const found = (isSealed(record) ? await opened(record) : record) as SealedBlock | null
  if (!found || typeof found !== 'object') return null
  const { first, sha256: hash } = found
  const parts = [found.titles, found.texts, found.details]
  if (!Number.isSafeInteger(first) || !parts.every(isTexts)) return null
  const [titles, texts, details] = parts.map(inPieces) as [PackedText, PackedText, PackedText]
  const { length } = titles.ends
  if (length > blockSize || texts.ends.length !== length || details.ends.length !== length)
    return null
  const block = { first, titles, texts, details }
  return isSealed(record) || (await blockHash(block)) === hash ? block : null
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

function inPieces(part: PackedText | OldText): PackedText {
  return 'bytes' in part ? { pieces: [part.bytes], ends: part.ends } : part
}

function isTexts(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  const { pieces, ends } = inPieces(part as PackedText | OldText)
  const sound = Array.isArray(pieces) && pieces.every((piece) => piece instanceof Uint8Array)
  return sound && ends instanceof Uint32Array
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
