import { ByteTable } from './byte-table'
import { detailsText, plainDetails } from './details'
import { flagBit, flagDictionary, spanOrder, type Frame } from './frame'
import { cut, Dictionary, Sparse, widened } from './growable'
import {
  attributions,
  kinds,
  longestSilence,
  milestoneNames,
  noMilestones,
  severities,
  type Incident,
  type Milestones,
} from './incident'
import { UserError } from './issue'
import type { PlainIncidents } from './plain-incidents'
import type { ToldCauses } from './recurrence/told-causes'
import {
  blockSize,
  byteText,
  TextPacker,
  textReader,
  type ByteText,
  type ByteTexts,
  type TextBlock,
} from './text-block'

const firstRows = 1024
const toldFlags = ['cause-inferred']
/** Of what a file seems to hold so much is believed. */
const mostExpected = 2_000_000

const incidentColumns = (length: number) => ({
  kind: new Uint8Array(length),
  severity: new Uint8Array(length),
  cause: new Uint16Array(length),
  attribution: new Uint8Array(length),
  flags: new Uint32Array(length),
  file: new Uint16Array(length),
  row: new Uint32Array(length),
  startAt: new Float64Array(length),
  endAt: new Float64Array(length),
})

const spanColumns = (length: number) => ({
  incident: new Uint32Array(length),
  service: new Uint16Array(length),
  from: new Float64Array(length),
  to: new Float64Array(length),
  durationLow: new Float64Array(length),
  durationHigh: new Float64Array(length),
})

/** Turns incidents into a `Frame` and text blocks, one record at a time; nothing is kept as an object. */
export class FrameBuilder {
  #incidents = incidentColumns(firstRows)
  #count = 0
  #spans = spanColumns(firstRows)
  #spanCount = 0
  readonly #pageFrom = new Sparse()
  readonly #pageTo = new Sparse()
  readonly #silence = new Sparse()
  readonly #milestones = Object.fromEntries(
    milestoneNames.map((name) => [name, new Sparse()]),
  ) as Record<keyof Milestones, Sparse>
  readonly #promises: Frame['promises'][number][] = []
  readonly #rate = new Sparse()
  readonly #rateLow = new Sparse()
  readonly #rateHigh = new Sparse()
  #disputed = false
  readonly #services = new Dictionary()
  readonly #causes = new Dictionary()
  readonly #flagWords = new Dictionary()
  readonly #fileKeys = new Dictionary()
  readonly #files: { name: string; format: string }[] = []
  #lastFile = -1
  readonly #ids = new TextPacker()
  readonly #idTable = new ByteTable()
  /** By number in the table of ids: the last row with this id. */
  #idRows = { row: new Uint32Array(firstRows) }
  readonly #superseded = new Set<number>()
  /** Of the words of plain columns. */
  readonly #codes = new WeakMap<object, number[]>()
  readonly #onBlock: (block: TextBlock) => void
  readonly #titles: TextPacker
  readonly #texts: TextPacker
  readonly #details: TextPacker

  /** `spare`: full pieces of blocks that are done with, for the next ones to be written in. */
  constructor(onBlock: (block: TextBlock) => void, spare?: Uint8Array<ArrayBuffer>[]) {
    this.#onBlock = onBlock
    this.#titles = new TextPacker(spare)
    this.#texts = new TextPacker(spare)
    this.#details = new TextPacker(spare)
  }

  get count(): number {
    return this.#count
  }

  /** Makes room for about so many records, each with one span. */
  expect(records: number): void {
    const length = this.#count + Math.min(records, mostExpected)
    if (length > this.#incidents.row.length) this.#incidents = widened(this.#incidents, length)
    if (length > this.#spans.from.length) this.#spans = widened(this.#spans, length)
    const sparse = [this.#rate, this.#rateLow, this.#rateHigh, ...Object.values(this.#milestones)]
    for (const column of sparse) column.expected = length
  }

  /** Row of the record with this id, or undefined. */
  rowOf(id: string | ByteText): number | undefined {
    const { bytes, from, to } = typeof id === 'string' ? byteText(id) : id
    const number = this.#idTable.find(bytes, from, to)
    return number < 0 ? undefined : this.#idRows.row[number]
  }

  /** Where record `row` came from. */
  sourceOf(row: number): { file: string; row: number } {
    return { file: this.#files[this.#incidents.file[row]!]!.name, row: this.#incidents.row[row]! }
  }

  /**
   * Appends a sound record. One with an id already present replaces the earlier one. Id, title and text are those of
   * `texts` where it is given.
   */
  add(incident: Incident, texts?: ByteTexts): void {
    const row = this.#count++
    if (row === this.#incidents.row.length) this.#incidents = widened(this.#incidents)
    this.#addId(texts?.id ?? byteText(incident.id), row)
    const columns = this.#incidents
    const { severity, cause, attribution, source } = incident
    columns.kind[row] = kinds.indexOf(incident.kind)
    columns.severity[row] = severity === null ? 0 : severities.indexOf(severity) + 1
    columns.cause[row] = this.#causeCode(cause)
    columns.attribution[row] = attribution === null ? 0 : attributions.indexOf(attribution) + 1
    columns.flags[row] = this.#flagBits(incident.flags)
    columns.file[row] = this.#fileCode(source.file, source.format)
    columns.row[row] = source.row
    if (incident.page) {
      this.#pageFrom.set(row, incident.page.from)
      this.#pageTo.set(row, incident.page.to ?? NaN)
    }
    this.#silence.set(row, longestSilence(incident))
    if (incident.milestones !== noMilestones)
      for (const name of milestoneNames)
        this.#milestones[name].set(row, incident.milestones[name] ?? NaN)
    for (const promise of incident.promises) this.#promises.push({ ...promise, row })
    this.#addSpans(incident, row)
    if (texts) {
      this.#titles.pushBytes(texts.title)
      this.#texts.pushBytes(texts.text)
    } else {
      this.#titles.push(incident.title)
      this.#texts.push(incident.text)
    }
    this.#details.push(detailsText(incident))
    if (this.#titles.count === blockSize) this.#emitBlock()
  }

  /**
   * Appends plain incidents from row `at` of their columns to before `end`, which are the records `row` and so on of
   * their file; gives the place up to which it came. It stops where an id is that is there. `told` holds, from `at` on,
   * what a record that states no cause tells of causes.
   */
  addPlain(
    plain: PlainIncidents,
    at: number,
    end: number,
    row: number,
    told: readonly (ToldCauses | null)[],
  ): number {
    let next = at
    while (next < end) {
      const until = Math.min(end, next + blockSize - this.#titles.count)
      const stop = this.#addIds(plain, next, until)
      this.#addColumns(plain, next, stop, row + next - at, told.slice(next - at))
      for (let i = next; i < stop; i++) {
        this.#titles.pushRange(plain.bytes, plain.title.from[i]!, plain.title.to[i]!, plain.ascii)
        this.#texts.pushRange(plain.bytes, plain.text.from[i]!, plain.text.to[i]!, plain.ascii)
        const facets = told[i - at]?.facets ?? []
        this.#details.push(plainDetails(facets, plain.extra?.(i) ?? []))
      }
      if (this.#titles.count === blockSize) this.#emitBlock()
      next = stop
      if (stop < until) break
    }
    return next
  }

  /** Adds ids up to one that is there. */
  #addIds({ id, bytes, ascii }: PlainIncidents, at: number, end: number): number {
    for (let i = at; i < end; i++) {
      const [from, to] = [id.from[i]!, id.to[i]!]
      if (this.#idTable.find(bytes, from, to) >= 0) return i
      const number = this.#idTable.add(bytes, from, to)
      if (number === this.#idRows.row.length) this.#idRows = widened(this.#idRows)
      this.#idRows.row[number] = this.#count + i - at
      this.#ids.pushRange(bytes, from, to, ascii)
    }
    return end
  }

  #addColumns(
    plain: PlainIncidents,
    at: number,
    end: number,
    row: number,
    told: readonly (ToldCauses | null)[],
  ): void {
    const count = end - at
    const [first, span] = [this.#count, this.#spanCount]
    this.#count += count
    this.#spanCount += count
    while (this.#incidents.row.length < this.#count) this.#incidents = widened(this.#incidents)
    while (this.#spans.from.length < this.#spanCount) this.#spans = widened(this.#spans)
    const [incidents, spans] = [this.#incidents, this.#spans]
    const { from, to } = plain
    incidents.kind.set(plain.kind.subarray(at, end), first)
    incidents.severity.set(plain.severity.subarray(at, end), first)
    incidents.startAt.set(from.subarray(at, end), first)
    incidents.endAt.set(to.subarray(at, end), first)
    spans.from.set(from.subarray(at, end), span)
    spans.to.set(to.subarray(at, end), span)
    const { service, cause } = plain
    const file = this.#fileCode(plain.source.file, plain.source.format)
    const services = this.#codesOf(service)
    const causes = this.#codesOf(cause)
    for (let i = 0; i < count; i++) {
      const length = Number.isNaN(to[at + i]!) ? 0 : to[at + i]! - from[at + i]!
      incidents.file[first + i] = file
      incidents.row[first + i] = row + i
      spans.incident[span + i] = first + i
      spans.durationLow[span + i] = length
      spans.durationHigh[span + i] = length
      const name = service.numbers[at + i]!
      spans.service[span + i] = services[name] ??= within(
        this.#services.code(service.meanings[name] ?? ''),
        'services',
      )
      const word = cause.numbers[at + i]!
      incidents.cause[first + i] = causes[word] ??= this.#causeCode(cause.meanings[word] ?? null)
      const inferred = told[i]?.cause
      if (!inferred) continue
      incidents.cause[first + i] = this.#causeCode(inferred)
      incidents.flags[first + i] = this.#flagBits(toldFlags)
    }
    for (const name of milestoneNames) {
      const stated = plain.milestones[name]
      if (stated)
        for (let i = 0; i < count; i++) this.#milestones[name].set(first + i, stated[at + i]!)
    }
    for (let i = 0; i < count; i++) {
      if (Number.isNaN(plain.rateLow[at + i]!)) continue
      this.#rate.set(span + i, plain.rate[at + i]!)
      this.#rateLow.set(span + i, plain.rateLow[at + i]!)
      this.#rateHigh.set(span + i, plain.rateHigh[at + i]!)
    }
  }

  /** The codes of a column's words, by their numbers, as far as they are known. */
  #codesOf(words: object): number[] {
    const known = this.#codes.get(words)
    if (known) return known
    const made: number[] = []
    this.#codes.set(words, made)
    return made
  }

  #causeCode(cause: string | null): number {
    return cause === null ? 0 : within(this.#causes.code(cause), 'causes') + 1
  }

  /** The frame of everything added; the last text block is handed out before. */
  finish(): Frame {
    if (this.#titles.count > 0) this.#emitBlock()
    const ids = this.#ids.taken()
    const count = this.#count
    const spans = cut(this.#spans, this.#spanCount)
    const { service, from, incident } = spans
    let order: Uint32Array | null = null
    const superseded = new Uint8Array(count)
    for (const row of this.#superseded) superseded[row] = 1
    return {
      incidents: {
        count,
        ...cut(this.#incidents, count),
        pageFrom: this.#pageFrom.taken(count),
        pageTo: this.#pageTo.taken(count),
        silence: this.#silence.taken(count),
        milestones: Object.fromEntries(
          milestoneNames.map((name) => [name, this.#milestones[name].taken(count)]),
        ) as Frame['incidents']['milestones'],
        superseded: this.#superseded.size > 0 ? superseded : null,
      },
      spans: {
        count: from.length,
        ...spans,
        durationLow: this.#disputed ? spans.durationLow : null,
        durationHigh: this.#disputed ? spans.durationHigh : null,
        rate: this.#rate.taken(from.length),
        rateLow: this.#rateLow.taken(from.length),
        rateHigh: this.#rateHigh.taken(from.length),
        /** Sorted when it is first asked for. */
        get order() {
          return (order ??= spanOrder(service, from, incident, textReader(ids)))
        },
      },
      ids,
      promises: this.#promises,
      dictionaries: {
        services: this.#services.words,
        causes: this.#causes.words,
        flags: flagDictionary(this.#flagWords.words),
        files: this.#files,
      },
    }
  }

  #addId(id: ByteText, row: number): void {
    const { bytes, from, to } = id
    this.#ids.pushBytes(id)
    const known = this.#idTable.find(bytes, from, to)
    const number = known < 0 ? this.#idTable.add(bytes, from, to) : known
    if (number === this.#idRows.row.length) this.#idRows = widened(this.#idRows)
    if (known >= 0) this.#superseded.add(this.#idRows.row[known]!)
    this.#idRows.row[number] = row
  }

  #addSpans(incident: Incident, row: number): void {
    let endAt = -Infinity
    for (const impact of incident.impacts) {
      endAt = impact.to === null ? NaN : Math.max(endAt, impact.to)
      const length = impact.to === null ? 0 : impact.to - impact.from
      if (impact.to !== null && (impact.durationLow !== length || impact.durationHigh !== length))
        this.#disputed = true
      for (const service of incident.services.length > 0 ? incident.services : ['']) {
        const span = this.#spanCount++
        if (span === this.#spans.from.length) this.#spans = widened(this.#spans)
        const columns = this.#spans
        columns.incident[span] = row
        columns.service[span] = within(this.#services.code(service), 'services')
        columns.from[span] = impact.from
        columns.to[span] = impact.to ?? NaN
        columns.durationLow[span] = impact.durationLow
        columns.durationHigh[span] = impact.durationHigh
        if (impact.errorRate === null) continue
        this.#rate.set(span, impact.errorRate.value ?? NaN)
        this.#rateLow.set(span, impact.errorRate.low)
        this.#rateHigh.set(span, impact.errorRate.high)
      }
    }
    this.#incidents.startAt[row] = incident.impacts[0]?.from ?? NaN
    this.#incidents.endAt[row] = endAt === -Infinity ? NaN : endAt
  }

  #flagBits(flags: readonly string[]): number {
    let bits = 0
    for (const flag of flags) {
      bits |= 1 << flagBit(this.#flagWords.code(flag))
    }
    return bits >>> 0
  }

  #fileCode(name: string, format: string): number {
    const last = this.#files[this.#lastFile]
    if (last?.name === name && last.format === format) return this.#lastFile
    const code = this.#fileKeys.code(`${format} ${name}`)
    if (code === this.#files.length) this.#files.push({ name, format })
    this.#lastFile = code
    return code
  }

  #emitBlock(): void {
    this.#onBlock({
      first: this.#count - this.#titles.count,
      titles: this.#titles.taken(),
      texts: this.#texts.taken(),
      details: this.#details.taken(),
    })
  }
}

/** Codes are two bytes wide. */
const mostWords = 65_534

function within(code: number, what: 'services' | 'causes'): number {
  if (code < mostWords) return code
  throw new UserError(
    `These files name more than ${mostWords} different ${what}`,
    `Check that the column of the ${what} is the right one.`,
  )
}
