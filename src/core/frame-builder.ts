import { flagBit, flagDictionary, spanOrder, type Frame } from './frame'
import { Dictionary, Growable, Sparse } from './growable'
import {
  attributions,
  kinds,
  milestoneNames,
  noMilestones,
  severities,
  type Incident,
  type Milestones,
} from './incident'
import { UserError } from './issue'
import { blockSize, packText, TextPacker, type ByteTexts, type TextBlock } from './text-block'

const bytes = (length: number) => new Uint8Array(length)
const shorts = (length: number) => new Uint16Array(length)
const words = (length: number) => new Uint32Array(length)
const floats = (length: number) => new Float64Array(length)

/** Turns incidents into a `Frame` and text blocks, one record at a time; nothing is kept as an object. */
export class FrameBuilder {
  readonly #kind = new Growable(bytes)
  readonly #severity = new Growable(bytes)
  readonly #cause = new Growable(shorts)
  readonly #attribution = new Growable(bytes)
  readonly #flags = new Growable(words)
  readonly #file = new Growable(shorts)
  readonly #row = new Growable(words)
  readonly #startAt = new Growable(floats)
  readonly #endAt = new Growable(floats)
  readonly #pageFrom = new Sparse()
  readonly #pageTo = new Sparse()
  readonly #silence = new Sparse()
  readonly #milestones = Object.fromEntries(
    milestoneNames.map((name) => [name, new Sparse()]),
  ) as Record<keyof Milestones, Sparse>
  readonly #promises: Frame['promises'][number][] = []
  readonly #incident = new Growable(words)
  readonly #service = new Growable(shorts)
  readonly #from = new Growable(floats)
  readonly #to = new Growable(floats)
  readonly #durationLow = new Growable(floats)
  readonly #durationHigh = new Growable(floats)
  readonly #rate = new Sparse()
  readonly #rateLow = new Sparse()
  readonly #rateHigh = new Sparse()
  #disputed = false
  readonly #services = new Dictionary()
  readonly #causes = new Dictionary()
  readonly #flagWords = new Dictionary()
  readonly #fileKeys = new Dictionary()
  readonly #files: { name: string; format: string }[] = []
  readonly #ids: string[] = []
  readonly #rows = new Map<string, number>()
  readonly #superseded = new Set<number>()
  readonly #onBlock: (block: TextBlock) => void
  readonly #titles = new TextPacker()
  readonly #texts = new TextPacker()
  readonly #details = new TextPacker()

  constructor(onBlock: (block: TextBlock) => void) {
    this.#onBlock = onBlock
  }

  get count(): number {
    return this.#ids.length
  }

  /** Row of the record with this id, or undefined. */
  rowOf(id: string): number | undefined {
    return this.#rows.get(id)
  }

  /** Where record `row` came from. */
  sourceOf(row: number): { file: string; row: number } {
    return { file: this.#files[this.#file.at(row)]!.name, row: this.#row.at(row) }
  }

  /**
   * Appends a sound record. One with an id already present replaces the earlier one, whose row is `earlier`. Title and
   * text are those of `texts` where it is given.
   */
  add(incident: Incident, earlier = this.#rows.get(incident.id), texts?: ByteTexts): void {
    const row = this.#ids.length
    if (earlier !== undefined) this.#superseded.add(earlier)
    this.#rows.set(incident.id, row)
    this.#ids.push(incident.id)
    this.#kind.push(kinds.indexOf(incident.kind))
    this.#severity.push(incident.severity === null ? 0 : severities.indexOf(incident.severity) + 1)
    this.#cause.push(
      incident.cause === null ? 0 : within(this.#causes.code(incident.cause), 'causes') + 1,
    )
    this.#attribution.push(
      incident.attribution === null ? 0 : attributions.indexOf(incident.attribution) + 1,
    )
    this.#flags.push(this.#flagBits(incident.flags))
    this.#file.push(this.#fileCode(incident.source.file, incident.source.format))
    this.#row.push(incident.source.row)
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

  /** The frame of everything added; the last text block is handed out before. */
  finish(): Frame {
    if (this.#titles.count > 0) this.#emitBlock()
    const ids = this.#ids
    const service = this.#service.taken()
    const from = this.#from.taken()
    const incident = this.#incident.taken()
    const superseded = new Uint8Array(ids.length)
    for (const row of this.#superseded) superseded[row] = 1
    const disputed = (column: Growable<Float64Array>) => (this.#disputed ? column.taken() : null)
    return {
      incidents: {
        count: ids.length,
        kind: this.#kind.taken(),
        severity: this.#severity.taken(),
        cause: this.#cause.taken(),
        attribution: this.#attribution.taken(),
        flags: this.#flags.taken(),
        file: this.#file.taken(),
        row: this.#row.taken(),
        startAt: this.#startAt.taken(),
        endAt: this.#endAt.taken(),
        pageFrom: this.#pageFrom.taken(ids.length),
        pageTo: this.#pageTo.taken(ids.length),
        silence: this.#silence.taken(ids.length),
        milestones: Object.fromEntries(
          milestoneNames.map((name) => [name, this.#milestones[name].taken(ids.length)]),
        ) as Frame['incidents']['milestones'],
        superseded: this.#superseded.size > 0 ? superseded : null,
      },
      spans: {
        count: from.length,
        incident,
        service,
        from,
        to: this.#to.taken(),
        durationLow: disputed(this.#durationLow),
        durationHigh: disputed(this.#durationHigh),
        rate: this.#rate.taken(from.length),
        rateLow: this.#rateLow.taken(from.length),
        rateHigh: this.#rateHigh.taken(from.length),
        order: spanOrder(service, from, incident, (i) => ids[i]!),
      },
      ids: packText(ids),
      promises: this.#promises,
      dictionaries: {
        services: this.#services.words,
        causes: this.#causes.words,
        flags: flagDictionary(this.#flagWords.words),
        files: this.#files,
      },
    }
  }

  #addSpans(incident: Incident, row: number): void {
    let endAt = -Infinity
    for (const impact of incident.impacts) {
      endAt = impact.to === null ? NaN : Math.max(endAt, impact.to)
      const length = impact.to === null ? 0 : impact.to - impact.from
      if (impact.to !== null && (impact.durationLow !== length || impact.durationHigh !== length))
        this.#disputed = true
      for (const service of incident.services.length > 0 ? incident.services : ['']) {
        this.#incident.push(row)
        this.#service.push(within(this.#services.code(service), 'services'))
        this.#from.push(impact.from)
        this.#to.push(impact.to ?? NaN)
        this.#durationLow.push(impact.durationLow)
        this.#durationHigh.push(impact.durationHigh)
        if (impact.errorRate === null) continue
        const span = this.#from.length - 1
        this.#rate.set(span, impact.errorRate.value ?? NaN)
        this.#rateLow.set(span, impact.errorRate.low)
        this.#rateHigh.set(span, impact.errorRate.high)
      }
    }
    this.#startAt.push(incident.impacts[0]?.from ?? NaN)
    this.#endAt.push(endAt === -Infinity ? NaN : endAt)
  }

  #flagBits(flags: readonly string[]): number {
    let bits = 0
    for (const flag of flags) {
      bits |= 1 << flagBit(this.#flagWords.code(flag))
    }
    return bits >>> 0
  }

  #fileCode(name: string, format: string): number {
    const code = this.#fileKeys.code(`${format} ${name}`)
    if (code === this.#files.length) this.#files.push({ name, format })
    return code
  }

  #emitBlock(): void {
    this.#onBlock({
      first: this.#ids.length - this.#titles.count,
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

function longestSilence({ updates }: Incident): number {
  if (updates.length < 2) return NaN
  const posts = updates
    .flatMap(({ status, postedAt }) => (status === 'Postmortem' ? [] : (postedAt ?? [])))
    .sort((a, b) => a - b)
  let longest = NaN
  for (let i = 1; i < posts.length; i++) {
    const gap = posts[i]! - posts[i - 1]!
    if (!(gap <= longest)) longest = gap
  }
  return longest
}

/** What of an incident stands neither in the Frame nor in its title and text; written by `detailsText`. */
export type Details = Pick<
  Incident,
  'facets' | 'trigger' | 'updates' | 'claims' | 'conflicts' | 'extra'
> & { readonly url: string | null; readonly services: readonly string[] }

function detailsText(incident: Incident): string {
  const { facets, trigger, updates, claims, conflicts, extra } = incident
  const url = incident.source.url
  // The spans hold the services of a record that has an impact.
  const services = incident.impacts.length > 0 ? [] : incident.services
  const lists =
    facets.length +
    updates.length +
    claims.length +
    conflicts.length +
    extra.length +
    services.length
  if (trigger === null && url === null && lists === 0) return ''
  // A table has a hundred thousand of these texts, and all but a few hold columns nobody asked for and nothing else.
  if (trigger === null && url === null && lists === extra.length) return extraOnly(extra)
  return JSON.stringify({
    facets,
    trigger,
    updates,
    claims,
    conflicts,
    extra,
    url,
    services,
  } satisfies Details)
}

/** What `JSON.stringify` makes of details with nothing but `extra`. */
function extraOnly(extra: Details['extra']): string {
  return `{"facets":[],"trigger":null,"updates":[],"claims":[],"conflicts":[],"extra":${JSON.stringify(extra)},"url":null,"services":[]}`
}
