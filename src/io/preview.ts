import type { Progress } from '../core/answers'
import { encodingIn, openInput, type RawFile } from '../core/input'
import { UserError, type Assumptions } from '../core/issue'
import { assumptionsOf, type Settings } from '../core/settings'
import { tableCells } from '../core/table-cells'
import { tablePreview, type TablePreview } from '../core/table-preview'
import { tableWords, type TableWords } from '../core/table-words'
import { unpacked } from '../core/unpack'
import { fileBytes } from './file-bytes'
import type { Source } from './protocol'

/** What is watched while a file is read again. */
export interface Watch {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** How the beginning of one of these files is read. Throws a `UserError` when it is no table. */
export async function previewSource(
  sources: readonly Source[],
  file: string,
  assume: Assumptions,
  now: number,
): Promise<TablePreview> {
  return tablePreview(await openInput(await foundFile(sources, file, assume)), assume, now)
}

/** The words of one of these files, counted over all of it. Throws a `UserError` when it is no table. */
export async function sourceWords(
  sources: readonly Source[],
  file: string,
  assume: Assumptions,
  now: number,
  { signal, onProgress }: Watch,
): Promise<TableWords> {
  const raw = await foundFile(sources, file, assume)
  let [doneBytes, records] = [0, 0]
  const tell = () => onProgress({ doneBytes, totalBytes: raw.size, records })
  const input = await openInput({
    ...raw,
    cancelled: () => signal.aborted,
    progress: (bytes) => {
      doneBytes = bytes
      tell()
    },
  })
  return tableWords(input, assume, now, (count) => {
    records = count
    tell()
  })
}

/** The cells of some records of one of these files, by their number from 1. */
export async function sourceCells(
  sources: readonly Source[],
  file: string,
  assume: Assumptions,
  now: number,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  return tableCells(await openInput(await foundFile(sources, file, assume)), assume, now, rows)
}

async function foundFile(
  sources: readonly Source[],
  file: string,
  assume: Assumptions,
): Promise<RawFile> {
  for (const source of sources) {
    const whole = source instanceof File ? source : new File([source.text], source.name)
    if (file !== whole.name && !file.startsWith(`${whole.name}/`)) continue
    const raws = await unpacked({
      name: whole.name,
      size: whole.size,
      open: () => fileBytes(whole),
      ...encodingIn(assume),
    })
    const raw = raws.find(({ name }) => name === file)
    if (raw) return raw
  }
  throw new UserError(`${file} is no longer at hand`, 'Choose the file again.')
}

/** What holds while files are read: the answers given now come before what is remembered. */
export function stagingAssumptions(settings: Settings, assume: Assumptions): Assumptions {
  const mappings = [...(assume.mappings ?? []), ...settings.mappings]
  return { ...assumptionsOf(settings), ...assume, ...(mappings.length > 0 && { mappings }) }
}
