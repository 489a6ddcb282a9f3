import { Inflate } from 'fflate'
import { Cancelled, type RawFile } from '../input'
import { UserError } from '../issue'
import { crc32 } from './crc32'
import { zipEntries, type ZipEntry } from './zip-directory'

/** Bytes a file may have that is read from any place in it: it is held in memory. */
const longestHeld = 512 * 1024 * 1024
/** Bytes all files of an archive may have when unpacked. */
const mostUnpacked = 1024 * 1024 * 1024
/** Text packs into a tenth, at best into a fiftieth: what packs better is a bomb. It counts from the first megabyte on. */
const highestRatio = 100
const ratioFrom = 1024 * 1024
/** Packed bytes taken at a time; a bomb makes a thousand times as many of them. */
const step = 16_384

/** A zip archive in memory, and the files its directory names. */
export interface ZipArchive {
  readonly name: string
  readonly bytes: Uint8Array
  readonly entries: readonly ZipEntry[]
}

/** Reads the directory of a zip archive. Throws a `UserError` when it is damaged or states sizes out of proportion. */
export async function zipArchive(file: RawFile): Promise<ZipArchive> {
  const bytes = await allBytes(file)
  const entries = zipEntries(bytes, file.name)
  let total = 0
  for (const { name, size, from, to } of entries) {
    total += size
    checkProportion(file.name, total, size, to - from, name)
  }
  return { name: file.name, bytes, entries }
}

/** The bytes of a file, up to 512 MB; beyond that a `UserError`. */
export async function allBytes(file: RawFile): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of file.open()) {
    stopIfCancelled(file)
    length += piece.length
    if (length > longestHeld) throw tooLarge(file.name, 'it is larger than 512 MB')
    file.progress?.(length)
    pieces.push(piece.slice())
  }
  return joined(pieces)
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

export function stopIfCancelled(file: RawFile): void {
  if (file.cancelled?.()) throw new Cancelled(`The import of ${file.name} was cancelled`)
}

/** What a file made of another one takes over from it. */
export function cancelling(file: RawFile): Pick<RawFile, 'cancelled'> {
  return file.cancelled ? { cancelled: () => file.cancelled?.() ?? false } : {}
}

/** Throws a `UserError` for what unpacks to more bytes than any incident file does. */
export function checkProportion(
  archive: string,
  total: number,
  size: number,
  packed: number,
  name?: string,
): void {
  if (total > mostUnpacked) throw tooLarge(archive, 'unpacked it would be larger than 1 GB')
  if (size > ratioFrom && size > packed * highestRatio)
    throw tooLarge(
      archive,
      `${name === undefined ? 'it' : JSON.stringify(name.slice(0, 80))} unpacks to more than ${highestRatio} times its size, as no incident file does`,
    )
}

function tooLarge(name: string, why: string): UserError {
  return new UserError(
    `${name}: ${why}`,
    'Unpack it yourself if you trust it, and import the files inside in parts.',
  )
}

export function damaged(name: string): UserError {
  return new UserError(
    `${name}: the archive is damaged, its content does not unpack to what it states`,
    'Make or download it again.',
  )
}

/** The bytes of one file of an archive, piece by piece. Throws a `UserError` as soon as they are not what is stated. */
export async function* inflated(
  archive: ZipArchive,
  { name, stored, from, to, size, crc }: ZipEntry,
): AsyncGenerator<Uint8Array> {
  const full = `${archive.name}/${name}`
  const packed = archive.bytes.subarray(from, to)
  let length = 0
  let sum = 0
  for (const piece of stored ? slices(packed) : inflatedPieces(full, packed)) {
    length += piece.length
    if (length > size) throw damaged(full)
    sum = crc32(piece, sum)
    yield piece
  }
  if (length !== size || sum !== crc) throw damaged(full)
}

/** Bytes in pieces of a size after which a bomb is noticed. */
export function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

function* inflatedPieces(name: string, packed: Uint8Array): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const inflate = new Inflate((piece) => ready.push(piece))
  let taken = 0
  for (const slice of slices(packed)) {
    taken += slice.length
    try {
      inflate.push(slice, taken === packed.length)
    } catch {
      throw damaged(name)
    }
    yield* ready.splice(0)
  }
}
