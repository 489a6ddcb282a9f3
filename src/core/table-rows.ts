import { sortColumns, type RowSlice, type SortColumn, type TableRow } from './answers'
import type { Details } from './details'
import { severities } from './incident'
import { metricContext, type MetricContext } from './metric-context'
import type { Query } from './query'
import { canonicalServices, type Settings } from './settings'
import { rowLength, rowRate, tableRow, type RowSource } from './table-row'
import { unpackText, type TextBlock } from './text-block'

/** What a table reads from: the columns, and the block of texts a row lies in, numbered as in the frame. */
export interface TableSource extends RowSource {
  readonly settings: Settings
  readonly readBlock: (row: number) => Promise<TextBlock>
}

export interface IncidentTable {
  /** Rows `[offset, offset + limit)` of those the query asks for, in its order. */
  readonly rows: (query: Query, offset: number, limit: number) => Promise<RowSlice>
  /** These rows of the frame, in the order given. */
  readonly rowsOf: (query: Query, rows: readonly number[]) => Promise<readonly TableRow[]>
  /** Rows of the frame that the query asks for, all of them, in its order. */
  readonly listed: (query: Query) => Promise<Uint32Array>
}

const keptOrders = 4

/**
 * The records as a table: every kind, filtered by the query; with a period, those that started in it. Only the rows of
 * the window become objects; the last orders asked for are kept. Superseded records are not listed.
 */
export function incidentTable(source: TableSource): IncidentTable {
  const services = canonicalServices(source.settings, source.frame.dictionaries.services)
  const orders = new Map<string, Promise<Order>>()
  let newest: Uint32Array | null = null
  let last: { readonly key: string; readonly context: MetricContext } | null = null
  const contextOf = (query: Query) => {
    const { period, services: wanted, severities: classes, causes, rule } = query
    const key = JSON.stringify([period, wanted, classes, causes, rule])
    // Sorting and searching ask the same question of the columns.
    if (last?.key !== key)
      last = { key, context: metricContext(source.frame, query, source.settings, source.asOf) }
    return last.context
  }
  const made = async (query: Query): Promise<Order> => {
    const context = contextOf(query)
    newest ??= newestFirst(source)
    return { context, rows: await listed({ source, context, services, newest }, query) }
  }
  const orderOf = (query: Query) => {
    const key = JSON.stringify({ ...query, view: '', compare: '', incident: '' })
    const kept = orders.get(key)
    if (kept) return kept
    const order = made(query)
    // A read that failed is tried again.
    order.catch(() => orders.delete(key))
    orders.set(key, order)
    for (const old of [...orders.keys()].slice(0, -keptOrders)) orders.delete(old)
    return order
  }
  const rowsOf = (context: MetricContext, rows: readonly number[]) =>
    windowRows(source, context, services, rows)
  return {
    async rows(query, offset, limit) {
      const order = await orderOf(query)
      const rows = [...order.rows.subarray(offset, offset + limit)]
      return { total: order.rows.length, offset, rows: await rowsOf(order.context, rows) }
    },
    rowsOf: async (query, rows) => rowsOf(contextOf(query), rows),
    listed: async (query) => (await orderOf(query)).rows,
  }
}

interface Order {
  readonly context: MetricContext
  readonly rows: Uint32Array
}

interface Listing {
  readonly source: TableSource
  readonly context: MetricContext
  /** Canonical name per service code. */
  readonly services: readonly string[]
  readonly newest: Uint32Array
}

async function windowRows(
  source: TableSource,
  context: MetricContext,
  services: readonly string[],
  rows: readonly number[],
): Promise<readonly TableRow[]> {
  const { frame, starts } = source
  const titles = new Map<TextBlock, readonly string[]>()
  const details = new Map<TextBlock, readonly string[]>()
  const blocks = await Promise.all(rows.map((row) => source.readBlock(row)))
  return rows.map((row, at) => {
    const block = blocks[at]!
    const title = onceDecoded(titles, block, 'titles')[row - block.first] ?? ''
    const codes = frame.spans.service.subarray(starts[row], starts[row + 1])
    const named =
      codes.length > 0
        ? Array.from(codes, (code) => services[code]!)
        : statedServices(onceDecoded(details, block, 'details')[row - block.first], source.settings)
    return tableRow(source, row, {
      rule: context.rule,
      title,
      services: [...new Set(named)].filter(Boolean),
      cause: context.causeOf(row),
    })
  })
}

function onceDecoded(
  decoded: Map<TextBlock, readonly string[]>,
  block: TextBlock,
  part: 'titles' | 'details',
): readonly string[] {
  const known = decoded.get(block)
  if (known) return known
  const texts = unpackText(block[part])
  decoded.set(block, texts)
  return texts
}

/** Without an impact a record has no spans; its services then stand in its details. */
function statedServices(details: string | undefined, settings: Settings): readonly string[] {
  // Written by detailsText, and its block is checksummed.
  const { services } = details ? (JSON.parse(details) as Details) : { services: [] }
  return canonicalServices(settings, services)
}

/** Every record that counts, the newest first, those without a start last. */
function newestFirst({ frame, ids }: TableSource): Uint32Array {
  const { startAt, superseded, count } = frame.incidents
  const rows = new Uint32Array(count)
  const key = new Float64Array(count)
  let length = 0
  for (let row = 0; row < count; row++) {
    if (!superseded?.[row]) rows[length++] = row
    const at = startAt[row]!
    key[row] = Number.isNaN(at) ? -1 : at
  }
  return rows.subarray(0, length).sort((a, b) => key[b]! - key[a]! || (ids[a]! < ids[b]! ? -1 : 1))
}

async function listed(listing: Listing, query: Query): Promise<Uint32Array> {
  const { source, newest } = listing
  let rows: Uint32Array = newest.filter(inQuestion(listing, query))
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length > 0) rows = await found(source, rows, words)
  const name = query.sort.replace(/^-/, '')
  const column = sortColumns.find((one) => one === name) ?? 'start'
  const descending = query.sort.startsWith('-') || column !== name
  // They lie in this order already.
  if (column === 'start' && descending) return rows
  return sorted(rows, await sortKey(listing, column, rows), descending)
}

function inQuestion(
  { source: { frame, starts }, context, services }: Listing,
  query: Query,
): (row: number) => boolean {
  const { startAt, severity, flags } = frame.incidents
  const { period, causeOf } = context
  const wantedServices = new Set(context.services.filter((name) => query.services.includes(name)))
  const wantedSeverities = new Set<string>(query.severities)
  const wantedCauses = new Set(query.causes)
  const wantedFlags = frame.dictionaries.flags.reduce(
    (bits, flag, bit) => (query.flags.includes(flag) ? bits | (1 << bit) : bits),
    0,
  )
  return (row) => {
    if (query.flags.length > 0 && (flags[row]! & wantedFlags) === 0) return false
    const at = startAt[row]!
    if (period.token !== 'all' && !(at >= period.from && at < period.to)) return false
    const word = severities[severity[row]! - 1] ?? 'unknown'
    if (wantedSeverities.size > 0 && !wantedSeverities.has(word)) return false
    if (wantedCauses.size > 0 && !wantedCauses.has(causeOf(row) ?? 'unclassified')) return false
    if (wantedServices.size === 0) return true
    for (let span = starts[row]!; span < starts[row + 1]!; span++)
      if (wantedServices.has(services[frame.spans.service[span]!]!)) return true
    return false
  }
}

/** The rows whose title and id together hold all words, whatever the case. */
async function found(
  source: TableSource,
  rows: Uint32Array,
  words: readonly string[],
): Promise<Uint32Array> {
  const hits = new Uint8Array(source.frame.incidents.count)
  await eachTitle(source, rows, (row, title) => {
    const text = `${title} ${source.ids[row]!}`.toLowerCase()
    if (words.every((word) => text.includes(word))) hits[row] = 1
  })
  return rows.filter((row) => hits[row] === 1)
}

/** Titles of the rows, block after block: one is decoded at a time. */
async function eachTitle(
  source: TableSource,
  rows: Uint32Array,
  visit: (row: number, title: string) => void,
): Promise<void> {
  let first = 0
  let titles: readonly string[] = []
  for (const row of rows.slice().sort()) {
    if (row >= first + titles.length) {
      const block = await source.readBlock(row)
      first = block.first
      titles = unpackText(block.titles)
    }
    visit(row, titles[row - first] ?? '')
  }
}

/** What a column is sorted by, per row of the frame: numbers, NaN where there is nothing, or texts. */
type SortKey = Float64Array | readonly string[]

async function sortKey(
  { source, context, services }: Listing,
  column: SortColumn,
  rows: Uint32Array,
): Promise<SortKey> {
  const { incidents, spans } = source.frame
  const { starts } = source
  const numbers = (of: (row: number) => number) => {
    const key = new Float64Array(incidents.count)
    for (const row of rows) key[row] = of(row)
    return key
  }
  switch (column) {
    case 'start':
      return incidents.startAt
    case 'duration':
      return numbers((row) => rowLength(source, row, context.rule))
    case 'severity':
      return numbers((row) => incidents.severity[row]! || NaN)
    case 'rate':
      return numbers((row) => {
        const rate = rowRate(source, row)
        return rate ? (rate.value ?? rate.high) : NaN
      })
    case 'cause': {
      const rank = ranks(new Set(Array.from(rows, (row) => context.causeOf(row) ?? '')))
      return numbers((row) => rank.get(context.causeOf(row) ?? '') ?? NaN)
    }
    case 'service': {
      const rank = ranks(new Set(services))
      return numbers((row) =>
        starts[row]! < starts[row + 1]!
          ? (rank.get(services[spans.service[starts[row]!]!]!) ?? NaN)
          : NaN,
      )
    }
    case 'title': {
      const titles: string[] = []
      await eachTitle(source, rows, (row, title) => (titles[row] = title.toLowerCase()))
      return titles
    }
  }
}

/** Place of each word in order; the empty word has none. */
function ranks(words: ReadonlySet<string>): ReadonlyMap<string, number> {
  return new Map(
    [...words]
      .filter(Boolean)
      .sort()
      .map((word, at) => [word, at]),
  )
}

/** Sorted by the key, equal ones as they lie; what has no key comes last either way. */
function sorted(rows: Uint32Array, key: SortKey, descending: boolean): Uint32Array {
  const sign = descending ? -1 : 1
  if (!(key instanceof Float64Array))
    return rows.slice().sort((a, b) => {
      if (key[a]! === key[b]!) return 0
      return key[a]! < key[b]! ? -sign : sign
    })
  const keyed = rows.filter((row) => !Number.isNaN(key[row]!))
  const rest = rows.filter((row) => Number.isNaN(key[row]!))
  const all = new Uint32Array(rows.length)
  all.set(keyed.sort((a, b) => sign * (key[a]! - key[b]!)))
  all.set(rest, keyed.length)
  return all
}
