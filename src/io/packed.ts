/*
 * Columns as bytes: plain JSON with typed arrays in it becomes one buffer, so that one checksum covers all of it and
 * reading back copies nothing. Layout: length of the header (Uint32, little-endian), the header (JSON in which an
 * array is `{"column": kind, "at": offset, "length": n}`), padding, the arrays, each at a multiple of 8.
 */

const kinds = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f64: Float64Array,
} as const

type Kind = keyof typeof kinds
type Column = InstanceType<(typeof kinds)[Kind]>

interface Place {
  readonly column: Kind
  readonly at: number
  readonly length: number
}

/** One buffer holding the value. It may hold plain JSON and typed arrays, but no object with a key `column`. */
export function packed(value: unknown): Uint8Array<ArrayBuffer> {
  const columns: { readonly at: number; readonly bytes: Uint8Array }[] = []
  let end = 0
  const header = new TextEncoder().encode(
    JSON.stringify(value, (_key, part: unknown) => {
      const kind = kindOf(part)
      if (!kind) return part
      const column = part as Column
      const at = end
      columns.push({
        at,
        bytes: new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
      })
      end = aligned(at + column.byteLength)
      return { column: kind, at, length: column.length } satisfies Place
    }),
  )
  const body = aligned(4 + header.length)
  const all = new Uint8Array(body + end)
  new DataView(all.buffer).setUint32(0, header.length, true)
  all.set(header, 4)
  for (const { at, bytes } of columns) all.set(bytes, body + at)
  return all
}

/** The value of a buffer made by `packed`. Its arrays are views of the buffer. Throws for anything else. */
export function unpacked(bytes: Uint8Array<ArrayBuffer>): unknown {
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const length = new DataView(whole.buffer, whole.byteOffset, 4).getUint32(0, true)
  const header = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    whole.subarray(4, 4 + length),
  )
  const body = whole.byteOffset + aligned(4 + length)
  return JSON.parse(header, (_key, part: unknown) =>
    isPlace(part) ? new kinds[part.column](whole.buffer, body + part.at, part.length) : part,
  )
}

function kindOf(value: unknown): Kind | undefined {
  if (!ArrayBuffer.isView(value)) return undefined
  return (Object.keys(kinds) as Kind[]).find((kind) => value instanceof kinds[kind])
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null || !('column' in value)) return false
  const { column } = value
  return (
    typeof column === 'string' &&
    Object.hasOwn(kinds, column) &&
    'at' in value &&
    Number.isSafeInteger(value.at) &&
    'length' in value &&
    Number.isSafeInteger(value.length)
  )
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}
