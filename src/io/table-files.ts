import { UserError } from '../core/issue'
import { endOfTable, mayBeTable } from '../core/unpack/table-kind'
import type { Source } from './protocol'
import type { TableSheet } from './table-sheets'

/** Gives the tables of a file, or null for a file that only looked like one. */
export type Convert = (
  file: File,
  signal: AbortSignal | undefined,
) => Promise<readonly TableSheet[] | null>

/** Workbooks and Parquet files among the sources of imports, as CSV. Each is converted once, and nothing for others. */
export class TableFiles {
  readonly #loadConvert: () => Promise<Convert>
  readonly #found = new WeakMap<File, readonly Source[]>()

  constructor(loadConvert: () => Promise<Convert>) {
    this.#loadConvert = loadConvert
  }

  /** The sources with its tables in place of each such file. Throws a `UserError`, and the reason of the signal. */
  async asText(sources: readonly Source[], signal?: AbortSignal): Promise<readonly Source[]> {
    const texts: Source[] = []
    for (const source of sources)
      if (!(source instanceof File)) texts.push(source)
      else
        try {
          texts.push(...(await this.#tablesOf(source, signal)))
        } catch (error) {
          // Among others it is passed over where it is read.
          if (sources.length === 1 || !(error instanceof UserError)) throw error
          texts.push(source)
        }
    return texts
  }

  async #tablesOf(file: File, signal: AbortSignal | undefined): Promise<readonly Source[]> {
    const known = this.#found.get(file)
    if (known) return known
    if (!(await looksLikeTable(file))) return [file]
    const convert = await this.#loadConvert().catch(() => {
      throw new UserError(
        `${file.name}: what reads such files could not be loaded`,
        'Reload this page while you are online and import the file again.',
      )
    })
    const found = (await convert(file, signal)) ?? [file]
    this.#found.set(file, found)
    return found
  }
}

async function looksLikeTable(file: File): Promise<boolean> {
  const bytes = async (from: number, to: number) =>
    new Uint8Array(await file.slice(from, to).arrayBuffer())
  const end = Math.max(0, file.size - endOfTable)
  return mayBeTable(await bytes(0, 4), await bytes(end, file.size))
}
