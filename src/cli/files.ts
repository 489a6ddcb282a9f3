import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isClutter, mostFiles } from '../core/clutter'
import { UserError } from '../core/issue'

/** A file to read. */
interface FoundFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** It lies in a folder that was named. */
  readonly cameAlong: boolean
}

/** The files of these names, and those in folders of these names. Throws a `UserError` for what is not there. */
export async function filesAt(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  for (const path of paths) {
    const about = await stat(path).catch(() => null)
    if (about?.isDirectory()) found.push(...(await filesIn(path)))
    else if (about?.isFile()) found.push({ path, size: about.size, cameAlong: false })
    else throw noFile(path, about !== null)
  }
  return found
}

async function filesIn(folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const entries = await readdir(next, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (isClutter(entry.name)) continue
      const path = join(next, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) found.push({ path, size: (await stat(path)).size, cameAlong: true })
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

/** Throws a `UserError` for what is not a file. */
export async function textOf(path: string): Promise<string> {
  const about = await stat(path).catch(() => null)
  if (!about?.isFile()) throw noFile(path, about !== null)
  return readFile(path, 'utf8')
}

function noFile(path: string, isThere: boolean): UserError {
  return new UserError(
    isThere ? `${path} is not a file` : `${path}: no such file`,
    'Name the incident files one by one, or the folder they are in.',
  )
}
