import { isListLike, isMapLike } from 'hyparquet/src/schema.js'
import type { SchemaElement, SchemaTree } from 'hyparquet'

/** A column of text, made of a column of Parquet or of one field of it. */
export interface TextColumn {
  /** The names on the way to it, joined by dots. */
  readonly header: string
  /** Place of the column it belongs to. */
  readonly column: number
  /** Its text in a row, by the value that column has there. */
  readonly text: (value: unknown) => string
}

/** The columns of a schema. A group of fields becomes a column for each field, a list one cell, a map one of JSON. */
export function textColumns(schema: SchemaTree): readonly TextColumn[] {
  return schema.children.flatMap((node, column) =>
    fields(node).map(({ names, leaf }) => ({
      header: [node.element.name, ...names].join('.'),
      column,
      text: (value: unknown) => cellText(leaf, names.reduce(fieldOf, value)),
    })),
  )
}

interface Field {
  readonly names: readonly string[]
  readonly leaf: SchemaTree
}

function fields(node: SchemaTree): readonly Field[] {
  if (node.children.length === 0 || isListLike(node) || isMapLike(node) || isRepeated(node))
    return [{ names: [], leaf: node }]
  return node.children.flatMap((child) =>
    fields(child).map(({ names, leaf }) => ({ names: [child.element.name, ...names], leaf })),
  )
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function isRepeated({ element }: SchemaTree): boolean {
  return element.repetition_type === 'REPEATED'
}

function cellText(node: SchemaTree, value: unknown): string {
  if (value === null || value === undefined) return ''
  const items = itemsOf(node)
  if (items === null)
    return node.children.length === 0 ? scalarText(node.element, value) : json(node, value)
  if (items.children.length > 0 || itemsOf(items) !== null || !Array.isArray(value))
    return json(node, value)
  return value
    .map((item) => cellText(items, item))
    .filter((text) => text !== '')
    .join(';')
}

/** What a list holds; null for what is no list. The second way is the old one, without a group around the items. */
function itemsOf(node: SchemaTree): SchemaTree | null {
  const [group] = node.children
  if (isListLike(node) && group) return group.children[0] ?? required(group)
  return isRepeated(node) ? required(node) : null
}

function required(node: SchemaTree): SchemaTree {
  return { ...node, element: { ...node.element, repetition_type: 'REQUIRED' } }
}

function json(node: SchemaTree, value: unknown): string {
  return JSON.stringify(plain(node, value))
}

function plain(node: SchemaTree, value: unknown): unknown {
  if (value === null || value === undefined) return null
  const items = itemsOf(node)
  if (items && Array.isArray(value)) return value.map((item) => plain(items, item))
  const pair = node.children[0]?.children
  if (isMapLike(node) && pair?.[1]) {
    const [, held] = pair
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(held, one)]))
  }
  if (node.children.length > 0)
    return Object.fromEntries(
      node.children.map((child) => [
        child.element.name,
        plain(child, fieldOf(value, child.element.name)),
      ]),
    )
  return typeof value === 'boolean' ? value : scalarText(node.element, value)
}

/** The text of a value as the file holds it, by what its type says it means. Numbers lose no digit. */
function scalarText(element: SchemaElement, value: unknown): string {
  const { type, converted_type: old, logical_type: logical } = element
  if (old === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0)
    return decimalText(whole(value), scale)
  }
  // Without a logical type the old ones of milliseconds and microseconds mean UTC (Parquet, LogicalTypes).
  if (logical?.type === 'TIMESTAMP')
    return instantText(whole(value), logical.unit, logical.isAdjustedToUTC ? 'Z' : '')
  if (old === 'TIMESTAMP_MILLIS') return instantText(whole(value), 'MILLIS', 'Z')
  if (old === 'TIMESTAMP_MICROS') return instantText(whole(value), 'MICROS', 'Z')
  // Some programs write UTC like this, others the time of their place.
  if (type === 'INT96') return instantText(whole(value), 'NANOS', '')
  if (old === 'DATE' || logical?.type === 'DATE')
    return instantText(whole(value) * 86_400_000n, 'MILLIS', '').slice(0, 10)
  if (logical?.type === 'TIME') return clockText(whole(value), logical.unit)
  if (old === 'TIME_MILLIS') return clockText(whole(value), 'MILLIS')
  if (old === 'TIME_MICROS') return clockText(whole(value), 'MICROS')
  if (value instanceof Uint8Array)
    return logical?.type === 'UUID' && value.length === 16 ? uuidText(value) : bytesText(value)
  if (typeof value === 'number')
    return Number.isNaN(value) ? '' : String(type === 'FLOAT' ? shortest(value) : value)
  return String(value)
}

/** A whole number of any width; bytes are big-endian in two's complement. */
function whole(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return BigInt(value)
  if (!(value instanceof Uint8Array)) throw new Error('a number is missing')
  if (value.length === 0) return 0n
  return BigInt.asIntN(value.length * 8, BigInt(`0x${hex(value)}`))
}

function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const point = digits.length - scale
  const fraction = scale > 0 ? `.${digits.slice(point)}` : ''
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${fraction}`
}

type Unit = 'MILLIS' | 'MICROS' | 'NANOS'

const places: Readonly<Record<Unit, number>> = { MILLIS: 3, MICROS: 6, NANOS: 9 }
const lastSecond = 8_640_000_000_000n

/** ISO 8601 with as many digits of a second as there are; the number itself where no calendar reaches. */
function instantText(value: bigint, unit: Unit, zone: '' | 'Z'): string {
  const perSecond = 10n ** BigInt(places[unit])
  const rest = ((value % perSecond) + perSecond) % perSecond
  const seconds = (value - rest) / perSecond
  if (seconds > lastSecond || seconds < -lastSecond) return String(value)
  const at = Number(seconds) * 1000
  return new Date(at).toISOString().replace('.000Z', fractionText(rest, unit)) + zone
}

function fractionText(rest: bigint, unit: Unit): string {
  const digits = String(rest).padStart(places[unit], '0').replace(/0+$/, '')
  return digits === '' ? '' : `.${digits}`
}

function clockText(value: bigint, unit: Unit): string {
  return instantText(value, unit, '').slice(11)
}

/** The shortest number that is this one in 32 bits: 0.1 where the wider one would be 0.10000000149011612. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return `0x${hex(bytes)}`
  }
}

function uuidText(bytes: Uint8Array): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
