import type { Columns, KnownColumns } from './columns'
import type { Content } from './contents'
import { columnsOf, StartUnknown, type Layout } from './layout'
import type { FoundTable, ReadContext, Sink } from '../format'
import type { Assumptions } from '../issue'
import { mappingFor } from '../mapping'

/** A table as it is told of. */
export interface Telling {
  readonly file: string
  /** The headers, those of columns that no field can be read from left empty. */
  readonly readable: readonly string[]
  readonly known?: KnownColumns | undefined
  /** What its columns hold; without it their headers alone decide. */
  readonly contents?: ((index: number) => Content) | undefined
  readonly records: FoundTable['records']
  readonly all: FoundTable['all']
  readonly delimited: boolean
  /** As in `RawFile`. */
  readonly cameAlong?: boolean | undefined
}

const mayBeTime: ReadonlySet<Content> = new Set(['moment', 'day', 'serial', 'unseen'])

/**
 * The columns of a table, told to `onTable`; null when it was asked which one is the start. Throws like `columnsOf`
 * where nobody listens, and for a table without any times that came along with other files.
 */
export function foundColumns(
  layout: Layout,
  { map }: Assumptions,
  { file, readable, known, contents, records, all, delimited, cameAlong }: Telling,
  sink: Sink,
  { assume, onTable }: ReadContext,
): Columns | null {
  const tell = (columns: Columns) =>
    onTable?.({
      header: layout.headers,
      fields: Object.fromEntries(
        [...columns].map(([field, list]) => [field, list.map(({ index }) => index)]),
      ),
      mapping: mappingFor(assume.mappings ?? [], layout.headers),
      delimited,
      records,
      all,
    })
  try {
    const columns = columnsOf({ ...layout, headers: readable }, map, file, known, contents)
    tell(columns)
    return columns
  } catch (error) {
    if (!onTable || !(error instanceof StartUnknown)) throw error
    if (cameAlong && contents && !layout.headers.some((_, at) => mayBeTime.has(contents(at))))
      throw error
    tell(error.columns)
    sink.ask({
      column: null,
      code: 'mapping',
      message: 'No column is known to hold the start of an incident. Say which column is which.',
      answers: [],
    })
    return null
  }
}
