import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isClutter, mostFiles } from '../core/clutter'
import { UserError } from '../core/issue'
import type { PassedOver } from '../core/passed-over'

/** A file to read. */
interface FoundFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** It lies in a folder that was named. */
  readonly cameAlong: boolean
}

/**
 * The files of these names, and those in folders of these names. Throws a `UserError` for what is not there; a folder
 * inside another one that cannot be read is passed over.
 */
export async function filesAt(
  paths: readonly string[],
  passedOver: PassedOver,
): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  for (const path of paths) {
    const about = await stat(path).catch(() => null)
    if (about?.isDirectory()) found.push(...(await filesIn(path, passedOver)))
    else if (about?.isFile()) found.push({ path, size: about.size, cameAlong: false })
    else throw noFile(path, about !== null)
  }
  return found
}

async function filesIn(folder: string, passedOver: PassedOver): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const inside = { name: next, cameAlong: next !== folder }
    const entries = await passedOver.tried(inside, () => entriesOf(inside.name))
    for (const entry of (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (isClutter(entry.name)) continue
      const path = join(next, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) found.push({ path, size: await sizeOf(path), cameAlong: true })
    }
    if (found.length > mostFiles)
      throw new UserError(
        `${folder}: the folder holds more than ${mostFiles} files`,
        'Name the folder that holds the incident files alone.',
      )
  }
  if (found.length > 0) return found
  throw new UserError(`${folder}: the folder holds no file`, 'Name the incident files.')
}

/** The bytes of a file in pieces. Throws a `UserError` where they cannot be read. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch {
    throw closed(path)
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch {
    throw closed(folder)
  }
}

/** 0 for one that is gone: that it cannot be read is told when it is read. */
async function sizeOf(path: string): Promise<number> {
  const about = await stat(path).catch(() => null)
  return about?.size ?? 0
}

function closed(path: string): UserError {
  return new UserError(
    `${path}: it cannot be read`,
    'Check that it is still there and that you may read it.',
  )
}

/** Throws a `UserError` for what is not a file. */
export async function textOf(path: string): Promise<string> {
  const about = await stat(path).catch(() => null)
  if (!about?.isFile()) throw noFile(path, about !== null)
  return readFile(path, 'utf8').catch(() => {
    throw closed(path)
  })
}

function noFile(path: string, isThere: boolean): UserError {
  return new UserError(
    isThere ? `${path} is not a file` : `${path}: no such file`,
    'Name the incident files one by one, or the folder they are in.',
  )
}
