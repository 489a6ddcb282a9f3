import type { Issue, Rejection } from './issue'

/** What one import brought in. Immutable; deleting it undoes the import. */
export interface Batch {
  readonly id: string
  /** File names, or what was pasted. */
  readonly name: string
  /** Epoch ms UTC. */
  readonly importedAt: number
  /** SHA-256 in hex over the files' bytes: the same files again change nothing. */
  readonly contentHash: string
  readonly files: readonly FileCounts[]
  readonly issues: readonly Issue[]
  readonly rejected: readonly Rejection[]
  /** Ids of the edits it brought from a backup: undoing it takes them away, too. */
  readonly edits?: readonly string[]
}

/** Records read = incidents + rejected, per file. */
export interface FileCounts {
  readonly name: string
  /** Id of the format in kebab-case. */
  readonly format: string
  readonly records: number
  readonly incidents: number
  readonly rejected: number
}

/** What an import of these files is called. */
export function batchName(files: readonly string[]): string {
  const [folder = ''] = files[0]?.split('/') ?? []
  if (files.length > 1 && files.every((name) => name.startsWith(`${folder}/`)))
    return `${folder}, ${files.length} files`
  if (files.length <= 3) return files.join(', ')
  return `${files.slice(0, 2).join(', ')} and ${files.length - 2} more`
}
