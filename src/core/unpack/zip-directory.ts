import { isClutter, mostFiles } from '../clutter'
import { UserError } from '../issue'

/** A file in a zip archive. */
export interface ZipEntry {
  /** As the archive writes it, with its folders. Text only: nothing is ever written under it. */
  readonly name: string
  readonly stored: boolean
  /** Its packed bytes, `[from, to)` in the archive. */
  readonly from: number
  readonly to: number
  /** Bytes when unpacked, and their CRC-32, as the archive states them. */
  readonly size: number
  readonly crc: number
}

const endLength = 22
const longestComment = 65_535
const endSign = 0x06054b50
const entrySign = 0x02014b50
const localSign = 0x04034b50

/** The files of a zip archive by its central directory (APPNOTE 6.3, without Zip64). Throws a `UserError` for a broken or hostile one. */
export function zipEntries(bytes: Uint8Array, archive: string): readonly ZipEntry[] {
  const broken = (what: string) =>
    new UserError(`${archive}: the zip archive is damaged, ${what}`, 'Make or download it again.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end < 0) throw broken('its list of files is missing')
  const count = view.getUint16(end + 10, true)
  const listAt = view.getUint32(end + 16, true)
  if (count === 0xffff || listAt === 0xffffffff)
    throw new UserError(
      `${archive}: the zip archive is of the large kind (Zip64), which is not read`,
      'Unpack it and import the files inside.',
    )
  if (count > mostFiles)
    throw new UserError(
      `${archive}: the zip archive holds ${count} files, more than ${mostFiles}`,
      'Unpack it and import the incident files in parts.',
    )
  const entries: ZipEntry[] = []
  let at = listAt
  for (let k = 0; k < count; k++) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySign)
      throw broken('its list of files is cut')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number]
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength))
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const local = view.getUint32(at + 42, true)
    const unixMode = view.getUint32(at + 38, true) >>> 16
    const entry = { size: view.getUint32(at + 24, true), crc: view.getUint32(at + 16, true) }
    at += 46 + nameLength + extraLength + commentLength
    if (isFolder(name)) continue
    refuse(archive, name, flags, method, unixMode)
    if (local + 30 > bytes.length || view.getUint32(local, true) !== localSign)
      throw broken(`${shown(name)} is not where it should be`)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const to = from + packed
    if (to > listAt) throw broken(`${shown(name)} is cut`)
    if (!isClutter(name)) entries.push({ name, stored: method === 0, from, to, ...entry })
  }
  return entries
}

/** Where the record at the end of the archive stands, or -1. */
function endOf(view: DataView): number {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (
      view.getUint32(at, true) === endSign &&
      at + endLength + view.getUint16(at + 20, true) <= view.byteLength
    )
      return at
  return -1
}

function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80))
}

function isFolder(name: string): boolean {
  return name.endsWith('/')
}

function refuse(
  archive: string,
  name: string,
  flags: number,
  method: number,
  unixMode: number,
): void {
  const unpack = 'Unpack it yourself if you trust it, and import the files inside.'
  if ((flags & 1) !== 0)
    throw new UserError(
      `${archive}: ${shown(name)} is encrypted`,
      'Unpack it with its password first.',
    )
  if ((unixMode & 0xf000) === 0xa000)
    throw new UserError(`${archive}: ${shown(name)} is a link to another file`, unpack)
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\p{Cc}/u.test(name) || name === '')
    throw new UserError(`${archive}: the file name ${shown(name)} leads out of the archive`, unpack)
  if (method !== 0 && method !== 8)
    throw new UserError(`${archive}: ${shown(name)} is packed in a way that is not read`, unpack)
}
