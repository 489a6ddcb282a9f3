import type { ByteBatch, ByteRecord } from './byte-records'
import type { Memory } from './cells'
import type { ColumnField, Columns } from './columns'
import type { Layout } from './layout'
import { spareColumns } from './spare-columns'
import { milestoneFields } from './times'
import { isAscii } from '../encoding'
import { dayMs } from '../dates/calendar'
import { isoInstantIn } from '../dates/iso-instant'
import type { ErrorRate, Incident, Milestones } from '../incident'
import type { PlainIncidents, TextColumn, WordColumn } from '../plain-incidents'

/** What the words of a column mean; undefined where the record of a word is not plain. */
export interface WordMeaning<Meaning> {
  /** Of an empty cell, or where there is no such column. */
  readonly empty: Meaning | undefined
  /** The number of a word, or -1 for one that cannot be remembered. */
  numberOf(bytes: Uint8Array, from: number, to: number): number
  meaning(number: number): Meaning | undefined
}

/** The meanings of words as a memory reads them. */
export function wordMeaning<Reading extends object, Meaning>(
  memory: Memory<Reading>,
  meaning: (reading: Reading) => Meaning | undefined,
): WordMeaning<Meaning> {
  return {
    empty: meaning(memory.ofText('')),
    numberOf: (bytes, from, to) => memory.numberOf(bytes, from, to),
    meaning: (number) => meaning(memory.reading(number)),
  }
}

/** What the words of plain rows mean. */
export interface PlainWords {
  /** 0 or 1 + index into `severities`. */
  readonly severity: WordMeaning<number>
  /** Index into `kinds`. */
  readonly kind: WordMeaning<number>
  /** '' for none. */
  readonly service: WordMeaning<string>
  readonly cause: WordMeaning<string | null>
  /** Whether it is over by the status. */
  readonly status: WordMeaning<'over' | 'open'>
  readonly rate: WordMeaning<ErrorRate | null>
}

export interface PlainSettings {
  readonly source: PlainIncidents['source']
  readonly layout: Layout
  readonly columns: Columns
  /** Latest plausible instant, epoch ms. */
  readonly latest: number
  readonly words: PlainWords
  /** Takes incidents as `Sink.plain` does. */
  readonly take: (incidents: PlainIncidents, at: number, end: number, row: number) => number
  /** Told how many times were read, and how many of them are midnight. */
  readonly count: (times: number, midnights: number) => void
}

/** Fields of which a plain table has one column each; columns of no field are kept as they are. */
const plainFields: ReadonlySet<ColumnField> = new Set([
  'id',
  'title',
  'text',
  'services',
  'severity',
  'cause',
  'kind',
  'start',
  'end',
  'errorRate',
  'status',
  ...milestoneFields.map(([, field]) => field),
])

/**
 * Reads plain records column by column, many times as fast as one by one: whatever is unusual about a record is left to
 * `rowReader`, which makes the same of the plain ones.
 */
export class PlainRows {
  readonly #settings: PlainSettings
  readonly #columns: Readonly<Record<'id' | 'title' | 'text' | 'start' | 'end', number>>
  readonly #severity: Words<number>
  readonly #kind: Words<number>
  readonly #service: Words<string>
  readonly #cause: Words<string | null>
  readonly #rate: Words<ErrorRate | null>
  readonly #status: Words<'over' | 'open'>
  readonly #milestones: readonly { readonly name: keyof Milestones; readonly column: number }[]
  readonly #spare: readonly { readonly name: string; readonly column: number }[]
  #rows = rowsOf(1024)
  #incidents: PlainIncidents | null = null
  #batch: ByteBatch | null = null

  /** For a table that `holdsPlainRows`. */
  constructor(settings: PlainSettings) {
    const at = (field: ColumnField) => settings.columns.get(field)?.[0]?.index ?? -1
    this.#settings = settings
    this.#columns = {
      id: at('id'),
      title: at('title'),
      text: at('text'),
      start: at('start'),
      end: at('end'),
    }
    const { words } = settings
    this.#severity = new Words(words.severity, at('severity'))
    this.#kind = new Words(words.kind, at('kind'))
    this.#service = new Words(words.service, at('services'))
    this.#cause = new Words(words.cause, at('cause'))
    this.#rate = new Words(words.rate, at('errorRate'))
    this.#status = new Words(words.status, at('status'))
    this.#milestones = milestoneFields
      .map(([name, field]) => ({ name, column: at(field) }))
      .filter(({ column }) => column >= 0)
    const { names, spare } = spareColumns(settings.layout.headers, settings.columns)
    this.#spare = spare.map((column) => ({ name: names[column] ?? '', column }))
  }

  /** Takes what is plain of a batch from record `at` on, numbered from `row`; gives how many records it took. */
  take(batch: ByteBatch, at: number, row: number): number {
    // Batches come one after the other: each is read whole when it is first met.
    if (batch !== this.#batch) this.#read(batch)
    this.#batch = batch
    const { isPlain, from } = this.#rows
    let end = at
    while (end < batch.count && isPlain[end] === 1) end++
    if (end === at || !this.#incidents) return 0
    const stop = this.#settings.take(this.#incidents, at, end, row)
    let midnights = 0
    for (let i = at; i < stop; i++) if (from[i]! % dayMs === 0) midnights++
    this.#settings.count(stop - at, midnights)
    return stop - at
  }

  #read(batch: ByteBatch): void {
    const { count, record } = batch
    if (count > this.#rows.isPlain.length) this.#rows = rowsOf(2 * count)
    const rows = this.#rows
    const { isPlain } = rows
    const { bytes, ascii } = record
    const { headers } = this.#settings.layout
    const { id, title, text, start, end } = this.#columns
    for (let at = 0; at < count; at++) {
      const whole = record.turnTo(at) && record.isRegular(headers, longestRecord)
      isPlain[at] = whole && record.isTrimmed(id) ? 1 : 0
    }
    record.placesOf(id, isPlain, rows.id)
    record.placesOf(title, isPlain, rows.title)
    for (let at = 0; !ascii && at < count; at++)
      if (!isAscii(bytes.subarray(rows.title.from[at], rows.title.to[at]))) isPlain[at] = 0
    record.placesOf(text, isPlain, rows.text)
    this.#readInstants(batch, start, rows.from)
    this.#readInstants(batch, end, rows.to)
    const { places } = rows
    this.#status.read(batch, isPlain, places)
    this.#checkTimes(count)
    const milestones: Partial<Record<keyof Milestones, Float64Array>> = {}
    for (const { name, column } of this.#milestones) {
      const stated = (milestones[name] = new Float64Array(count))
      this.#readInstants(batch, column, stated)
    }
    this.#severity.read(batch, isPlain, places)
    this.#kind.read(batch, isPlain, places)
    this.#service.read(batch, isPlain, places)
    this.#cause.read(batch, isPlain, places)
    this.#rate.read(batch, isPlain, places)
    this.#decode(count)
    const { source } = this.#settings
    this.#incidents = {
      ...rows,
      source,
      bytes,
      ascii,
      service: this.#service,
      cause: this.#cause,
      milestones,
      extra: this.#spare.length > 0 ? (at) => this.#extraOf(record, at) : null,
    }
  }

  /** An end that is not stated means that it goes on, unless another time stands in or the status says that it is over. */
  #checkTimes(count: number): void {
    const { isPlain, from, to } = this.#rows
    const standIn = this.#milestones.some(({ name }) => name === 'resolvedAt')
    const { numbers, meanings } = this.#status
    for (let at = 0; at < count; at++) {
      if (Number.isNaN(from[at]!)) isPlain[at] = 0
      if (to[at]! > from[at]!) continue
      const goesOn = Number.isNaN(to[at]!) && !standIn && meanings[numbers[at]!] === 'open'
      if (!goesOn) isPlain[at] = 0
    }
  }

  #extraOf(record: ByteRecord, at: number): Incident['extra'] {
    const extra: [string, string][] = []
    record.turnTo(at)
    for (const { name, column } of this.#spare)
      if (!record.isEmpty(column)) extra.push([name, record.text(column)])
    return extra
  }

  /** NaN for an empty cell; a record with anything else that is no plain instant is not plain. */
  #readInstants({ count, record }: ByteBatch, column: number, into: Float64Array): void {
    const { isPlain, places } = this.#rows
    const { latest } = this.#settings
    const { bytes } = record
    record.placesOf(column, isPlain, places)
    for (let at = 0; at < count; at++) {
      const [from, to] = [places.from[at]!, places.to[at]!]
      const instant = isoInstantIn(bytes, from, to)
      into[at] = instant
      if (from !== to && !(instant < latest)) isPlain[at] = 0
    }
  }

  /** Puts numbers in place of words. */
  #decode(count: number): void {
    const { severity, kind, rate, rateLow, rateHigh } = this.#rows
    const [severities, kinds, rates] = [this.#severity, this.#kind, this.#rate]
    for (let at = 0; at < count; at++) {
      severity[at] = severities.meanings[severities.numbers[at]!] ?? 0
      kind[at] = kinds.meanings[kinds.numbers[at]!] ?? 0
    }
    for (let at = 0; at < count; at++) {
      const stated = rates.meanings[rates.numbers[at]!]
      rate[at] = stated?.value ?? NaN
      rateLow[at] = stated?.low ?? NaN
      rateHigh[at] = stated?.high ?? NaN
    }
  }
}

/** Whether all that the columns of a table can say is what plain rows hold. */
export function holdsPlainRows({ own }: Layout, columns: Columns): boolean {
  const used = [...columns]
  const known = used.every(([field, { length }]) => plainFields.has(field) && length === 1)
  const needed = columns.has('id') && columns.has('start') && columns.has('end')
  return known && needed && !own
}

/** A longer record is looked at by itself: one of its cells may be too long. */
const longestRecord = 1_048_576

const rowsOf = (length: number) => {
  const places = (): TextColumn => ({ from: new Uint32Array(length), to: new Uint32Array(length) })
  return {
    isPlain: new Uint8Array(length),
    id: places(),
    title: places(),
    text: places(),
    /** Of the column that is read. */
    places: places(),
    from: new Float64Array(length),
    to: new Float64Array(length),
    severity: new Uint8Array(length),
    kind: new Uint8Array(length),
    rate: new Float64Array(length),
    rateLow: new Float64Array(length),
    rateHigh: new Float64Array(length),
  }
}

/** The words of a column. Number 0 is that of an empty cell, number n + 1 that of word n. */
class Words<Meaning> implements WordColumn<Meaning> {
  numbers = new Int32Array(1024)
  readonly meanings: (Meaning | undefined)[]
  readonly #words: WordMeaning<Meaning>
  readonly #column: number

  constructor(words: WordMeaning<Meaning>, column: number) {
    this.#words = words
    this.#column = column
    this.meanings = [words.empty]
  }

  /** Reads the cells of plain records, and takes the mark from those whose word is not plain. */
  read({ count, record }: ByteBatch, isPlain: Uint8Array, places: TextColumn): void {
    if (this.numbers.length < count) this.numbers = new Int32Array(2 * count)
    const { numbers, meanings } = this
    const words = this.#words
    record.placesOf(this.#column, isPlain, places)
    const { from, to } = places
    const { bytes } = record
    for (let at = 0; at < count; at++) {
      const number = from[at] === to[at] ? 0 : 1 + words.numberOf(bytes, from[at]!, to[at]!)
      numbers[at] = number
      while (meanings.length <= number) meanings.push(words.meaning(meanings.length - 1))
      // A word that cannot be remembered has number 0 as well.
      if (meanings[number] === undefined || (number === 0 && from[at] !== to[at])) isPlain[at] = 0
    }
  }
}
