import { incidentsOf } from '../../src/core/dashboard'
import { importFiles, type Imported } from '../../src/core/import'
import type { Incident } from '../../src/core/incident'
import { openInput } from '../../src/core/input'
import type { Assumptions } from '../../src/core/issue'
import type { TextBlock } from '../../src/core/text-block'

export interface ImportedBytes extends Imported {
  readonly incidents: readonly Incident[]
  readonly blocks: readonly TextBlock[]
}

/** Imports a file as it is dropped, its bytes in pieces. The import happens at the start of 2026. */
export async function importBytes(
  name: string,
  bytes: Uint8Array,
  { assume = {}, piece = 4096 }: { assume?: Assumptions; piece?: number } = {},
): Promise<ImportedBytes> {
  const blocks: TextBlock[] = []
  const input = await openInput({
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
    },
  })
  const imported = await importFiles([input], {
    assume,
    now: Date.UTC(2026, 0, 1),
    onBlock: (block) => blocks.push(block),
  })
  return { ...imported, incidents: incidentsOf(imported, blocks), blocks }
}
