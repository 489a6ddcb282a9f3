import { openInput } from '../core/input'
import { UserError, type Assumptions } from '../core/issue'
import { assumptionsOf, type Settings } from '../core/settings'
import { tablePreview, type TablePreview } from '../core/table-preview'
import { unpacked } from '../core/unpack'
import type { Source } from './protocol'

/** How the beginning of one of these files is read. Throws a `UserError` when it is no table. */
export async function previewSource(
  sources: readonly Source[],
  file: string,
  assume: Assumptions,
  settings: Settings,
  now: number,
): Promise<TablePreview> {
  for (const source of sources) {
    const whole = source instanceof File ? source : new File([source.text], source.name)
    if (file !== whole.name && !file.startsWith(`${whole.name}/`)) continue
    for (const raw of await unpacked({
      name: whole.name,
      size: whole.size,
      open: () => streamed(whole),
      ...encodingIn(assume),
    })) {
      if (raw.name !== file) continue
      return tablePreview(await openInput(raw), stagingAssumptions(settings, assume), now)
    }
  }
  throw new UserError(`${file} is no longer at hand`, 'Choose the file again.')
}

/** What holds while files are read: the answers given now come before what is remembered. */
export function stagingAssumptions(settings: Settings, assume: Assumptions): Assumptions {
  const mappings = [...(assume.mappings ?? []), ...settings.mappings]
  return { ...assumptionsOf(settings), ...assume, ...(mappings.length > 0 && { mappings }) }
}

/** The encoding that was answered, for a file. */
export function encodingIn({ encoding }: Assumptions): { readonly encoding?: string } {
  return encoding === undefined ? {} : { encoding }
}

async function* streamed(file: File): AsyncGenerator<Uint8Array> {
  // Little is read of it: pieces of its own keep the rest on the disk.
  const piece = 262_144
  for (let at = 0; at < file.size; at += piece)
    yield new Uint8Array(await file.slice(at, at + piece).arrayBuffer())
}
