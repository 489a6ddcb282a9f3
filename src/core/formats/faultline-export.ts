import type { Edit } from '../edits'
import { readEdit } from '../edits/edit-shape'
import type { Format, Input, Sink } from '../format'
import { readIncident, unknownFields } from '../incident-shape'
import { UserError } from '../issue'
import { snapshotVersion, unreadableVersion, type Snapshot } from '../snapshot'
import { snapshotParts } from '../snapshot-stream'

/** Names of files that incidents may have come from: their columns hold no more. */
const mostSources = 10_000

const fieldNames: ReadonlySet<string> = new Set<keyof Snapshot>([
  'schema',
  'version',
  'title',
  'asOf',
  'settings',
  'batches',
  'edits',
])

/** Our own exports, backups and snapshots: incidents as an earlier import left them. */
export const faultlineExport: Format = {
  provenOn: 'its own exports',
  label: 'Faultline export or backup (JSON)',
  extensions: ['.json'],
  complete: true,

  sniff(head) {
    if (/^\s*\{\s*"schema"\s*:\s*"faultline\/snapshot"/.test(head)) return 1
    // Within a text the quotes would be escaped.
    return /^\s*\{/.test(head) && /"schema"\s*:\s*"faultline\/snapshot"/.test(head) ? 0.98 : 0
  },

  async read(input, sink, { onEdits }) {
    const fields = new Map<string, unknown>()
    const records = recordReader(input, sink)
    let listed = false
    let edits: readonly Edit[] | null = null
    for await (const part of snapshotParts(input)) {
      if (part.kind === 'incident') records.read(part.row, part.text, edits !== null)
      else if (part.kind === 'list') listed = true
      else fields.set(part.name, part.value)
      if (part.kind === 'field' && part.name === 'edits' && onEdits && records.count() === 0)
        edits = soundEdits(part.value)
    }
    const version = fields.get('version')
    if (version !== snapshotVersion) throw unreadableVersion(version)
    if (!listed)
      throw new UserError(
        `${input.name} is no Faultline file: it holds no list of incidents`,
        'Save the export or the backup again.',
      )
    const note = (code: string, field: string | null, message: string) =>
      sink.issue({ row: null, field, level: 'note', code, message })
    if (fields.has('settings'))
      note(
        'settings-inside',
        'settings',
        'The file holds settings too: services, promises and rules. Importing it adds its incidents and leaves your settings as they are.',
      )
    const batches = fields.get('batches')
    if (Array.isArray(batches) && batches.length > 0)
      note(
        'imports-inside',
        'batches',
        `The file lists ${batches.length} earlier import(s) with their rejected records. Its incidents come back as one import, and that list stays in the file.`,
      )
    if (edits) onEdits?.(edits)
    else if (fields.has('edits'))
      note(
        'edits-inside',
        'edits',
        'The file holds edits, too. Its records come as edited, and none of the edits can be taken back here.',
      )
    const unknown = [...fields.keys()]
      .filter((name) => !fieldNames.has(name))
      .concat(records.unknown())
    if (unknown.length > 0)
      note(
        'unknown-fields',
        null,
        `Fields that this version does not know were left out: ${unknown.slice(0, 10).join(', ')}.`,
      )
  },
}

function recordReader({ name }: Input, sink: Sink) {
  const sources = new Set<string>()
  const unknown = new Set<string>()
  let count = 0
  const reject = (row: number, text: string, why: string) =>
    sink.reject(row, 'invalid', `${name} incident ${row}: ${why}. Save the export again.`, text)
  return {
    /** `below` gives the record below the edits, and none for one that an edit made. */
    read(row: number, text: string, below: boolean) {
      count++
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch {
        return reject(row, text, 'it is no JSON')
      }
      const edited = readIncident(value)
      if (typeof edited === 'string') return reject(row, text, edited)
      const before = below ? beforeOf(value) : undefined
      if (before === null) return
      const incident = before === undefined ? edited : readIncident(before)
      if (typeof incident === 'string') return reject(row, text, `before its edits: ${incident}`)
      if (incident.id !== edited.id) return reject(row, text, 'before its edits it had another id')
      const { source } = incident
      sources.add(`${source.format} ${source.file}`)
      if (sources.size > mostSources)
        return reject(row, text, `the incidents come from more than ${mostSources} files`)
      for (const field of unknownFields(value))
        if (unknown.size < 100 && field !== 'before') unknown.add(field.slice(0, 60))
      sink.incident(incident)
    },
    count: () => count,
    unknown: (): readonly string[] => [...unknown],
  }
}

/** Undefined for a record that no edit has changed. */
function beforeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'before' in value ? value.before : undefined
}

/** All of the edits or none: one that is missing would change what the others find. */
function soundEdits(value: unknown): readonly Edit[] | null {
  if (!Array.isArray(value)) return null
  const edits = value.map(readEdit).filter((edit) => edit !== null)
  const ids = new Set(edits.map(({ id }) => id))
  return edits.length === value.length && ids.size === edits.length ? edits : null
}
