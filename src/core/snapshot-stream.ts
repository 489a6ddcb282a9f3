import type { Input } from './format'
import { UserError } from './issue'

/**
 * A part of a snapshot: a field of it, that the list of its incidents begins, or the JSON of one of them, numbered from
 * 1 and not parsed yet.
 */
export type SnapshotPart =
  | { readonly kind: 'list' }
  | { readonly kind: 'field'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'incident'; readonly row: number; readonly text: string }

const deepest = 100
/** UTF-16 units of one incident. */
const longestIncident = 16_000_000
/** UTF-16 units of one other field: the list of imports holds their rejected records. */
const longestField = 64_000_000

/**
 * Takes a snapshot apart without ever holding it whole: a backup may be longer than the longest string. Throws a
 * `UserError` for what is no single, complete object.
 */
export async function* snapshotParts(input: Input): AsyncGenerator<SnapshotPart> {
  const splitter = new Splitter(input.name)
  for await (const chunk of input.chunks()) yield* splitter.parts(chunk)
  splitter.end()
}

class Splitter {
  readonly #file: string
  readonly #names = new Set<string>()
  #depth = 0
  #quoted = false
  #escaped = false
  #ended = false
  /** Within the list of incidents. */
  #listed = false
  /** The list of incidents has just ended: its field is read. */
  #read = false
  #afterComma = false
  #row = 0
  #pieces: string[] = []
  #length = 0

  constructor(file: string) {
    this.#file = file
  }

  *parts(chunk: string): Generator<SnapshotPart> {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at)
      if (this.#quoted) {
        if (this.#escaped) this.#escaped = false
        else if (code === 92) this.#escaped = true
        else if (code === 34) this.#quoted = false
        continue
      }
      if (this.#depth === 0) {
        if (/[\s\uFEFF]/.test(chunk.charAt(at))) continue
        if (code !== 123 || this.#ended)
          this.#fail(this.#ended ? 'something follows its end' : 'it does not begin with "{"')
        this.#depth = 1
        from = at + 1
        continue
      }
      if (code === 34) this.#quoted = true
      else if (code === 123 || code === 91) {
        if (code === 91 && this.#depth === 1) {
          this.#keep(chunk.slice(from, at))
          const opens = this.#opensList()
          if (opens) yield { kind: 'list' }
          from = opens ? at + 1 : at
        }
        if (++this.#depth > deepest) this.#fail(`values are nested more than ${deepest} deep`)
      } else if (code === 44 && this.#depth === this.#level()) {
        this.#keep(chunk.slice(from, at))
        from = at + 1
        yield* this.#separated(false)
      } else if (code === 125 || code === 93) {
        if (this.#depth-- !== this.#level()) continue
        if (code !== (this.#listed ? 93 : 125)) this.#fail('its brackets do not match')
        this.#keep(chunk.slice(from, at))
        from = at + 1
        yield* this.#separated(true)
        this.#read = this.#listed
        this.#ended = !this.#listed
        this.#listed = false
      }
    }
    if (this.#depth > 0) this.#keep(chunk.slice(from))
  }

  end(): void {
    if (!this.#ended) this.#fail('it ends in the middle')
  }

  /** Depth at which the parts stand. */
  #level(): number {
    return this.#listed ? 2 : 1
  }

  #keep(piece: string): void {
    this.#pieces.push(piece)
    this.#length += piece.length
    if (this.#listed && this.#length > longestIncident)
      this.#fail(`incident ${this.#row + 1} is longer than ${longestIncident} characters`)
    if (this.#length > longestField)
      this.#fail(`a field of it is longer than ${longestField} characters`)
  }

  #taken(): string {
    const text = this.#pieces.join('')
    this.#pieces = []
    this.#length = 0
    return text
  }

  #opensList(): boolean {
    if (this.#length > 1000 || !/^\s*"incidents"\s*:\s*$/.test(this.#pieces.join(''))) return false
    this.#taken()
    this.#name('incidents')
    this.#listed = true
    this.#afterComma = false
    return true
  }

  /** What stands before a comma, or before the bracket that closes the object or the list. */
  *#separated(closes: boolean): Generator<SnapshotPart> {
    const text = this.#taken()
    const blank = text.trim() === ''
    const allowed = blank ? this.#read || (closes && !this.#afterComma) : !this.#read
    if (!allowed) this.#fail('a value is missing, or there is one too many')
    this.#afterComma = !closes
    this.#read = false
    if (blank) return
    yield this.#listed ? { kind: 'incident', row: ++this.#row, text } : this.#field(text)
  }

  #field(text: string): SnapshotPart {
    let fields: readonly (readonly [string, unknown])[]
    try {
      // Between two commas stands one field. `JSON.parse` makes even `__proto__` a plain one.
      fields = Object.entries(JSON.parse(`{${text}}`) as object)
    } catch {
      return this.#fail('a field of it is no JSON')
    }
    const [name = '', value = null] = fields[0] ?? []
    this.#name(name)
    return { kind: 'field', name, value }
  }

  #name(name: string): void {
    if (this.#names.has(name)) this.#fail(`the field "${name.slice(0, 60)}" stands there twice`)
    this.#names.add(name)
  }

  #fail(what: string): never {
    throw new UserError(
      `${this.#file} is no complete Faultline file: ${what}`,
      'Save the backup or the export again, and check that the file is complete. Nothing was imported.',
    )
  }
}
