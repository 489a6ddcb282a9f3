import type { Progress, Staged, StagedTable } from '../core/answers'
import { backupSettings } from '../core/backup-settings'
import { batchName, type Batch, type FileCounts } from '../core/batch'
import { mostFiles } from '../core/clutter'
import type { Edit } from '../core/edits'
import type { Frame } from '../core/frame'
import { FrameBuilder } from '../core/frame-builder'
import { blockTextsOf, incidentAt, spanStarts, type BlockTexts } from '../core/frame-reader'
import { importFiles, opened, type Imported } from '../core/import'
import type { Incident } from '../core/incident'
import { Cancelled, encodingIn, EncodingUnknown, type RawFile } from '../core/input'
import { UserError, type Assumptions, type Issue } from '../core/issue'
import { oddRows } from '../core/odd-rows'
import { PassedOver } from '../core/passed-over'
import { defaultQuery } from '../core/query'
import type { Settings } from '../core/settings'
import { incidentTable } from '../core/table-rows'
import { blockSize, textReader, unpackText, type TextBlock } from '../core/text-block'
import { unpacked } from '../core/unpack'
import { droppedSettings, withoutSettings } from './dropped-settings'
import { filesHash, HashedFile } from './hashed-file'
import { HeldTexts, LateHashes } from './held-texts'
import { importProgress } from './import-progress'
import type { LiveData } from './live-data'
import { shortened } from './opened'
import { stagingAssumptions } from './preview'
import type { Source } from './protocol'
import type { NumberedBlocks, Store } from './store'

/** An import that was read but is not kept yet. */
export interface Candidate {
  readonly batch: Batch
  readonly frame: Frame
  readonly hashes: LateHashes
  readonly texts: HeldTexts
  /** From dropped files of settings; null without one. */
  readonly settings: Settings | null
  /** Those of a backup that are not there yet. */
  readonly edits: readonly Edit[]
  readonly staged: Staged
}

export interface StagingOptions {
  readonly id: string
  readonly assume: Assumptions
  /** Epoch ms UTC. */
  readonly now: number
  /** What holds unless a dropped file says otherwise. */
  readonly settings: Settings
  readonly live: LiveData
  readonly batches: readonly Batch[]
  /** Edits that are there. */
  readonly edits: readonly Edit[]
  /** Id of the import whose place it takes, or null. */
  readonly replaces: string | null
  readonly store: Store
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

const sampleSize = 50
const reportLimit = 20

/**
 * Reads files into columns without keeping them. Throws `Cancelled`, and a `UserError` for a file that cannot be read
 * at all.
 */
export async function stageSources(
  sources: readonly Source[],
  options: StagingOptions,
): Promise<Candidate> {
  const files = sources.map((source) =>
    source instanceof File ? source : new File([source.text], source.name),
  )
  if (files.length > mostFiles)
    throw new UserError(
      `These are more than ${mostFiles} files`,
      'Choose the folder that holds the incident files alone, or import them in parts.',
    )
  const stop = () => {
    if (options.signal.aborted) throw new Cancelled('The import was cancelled')
  }
  const passedOver = new PassedOver()
  const { configs, data } = await withoutSettings(files, passedOver)
  const { settings, issues: remarks } = await droppedSettings(configs, options.settings)
  const held = settings ?? options.settings
  const hashed = data.map((file) => new HashedFile(file))
  const [reading] = await Promise.allSettled([
    readFiles(hashed, held, options, passedOver, files.length > 1),
  ])
  stop()
  const contentHash = await hashOf(hashed, stop, reading)
  const known = options.batches.find(
    (batch) => batch.contentHash === contentHash && batch.id !== options.replaces,
  )
  const repeated = known !== undefined
  if (repeated) await options.store.discard(options.id)
  else if (reading.status === 'rejected') throw reading.reason
  const read =
    !repeated && reading.status === 'fulfilled'
      ? reading.value
      : await readFiles([], held, options, new PassedOver(), false)
  const issues = [...remarks, ...(repeated ? [repeatedNote(known)] : []), ...read.imported.issues]
  const { frame, files: readFrom, questions } = read.imported
  if (configs.length === 0 && !repeated && readFrom.length + questions.length === 0)
    passedOver.refuseAll()
  const present = new Set(options.edits.map(({ id }) => id))
  const edits = read.edits.filter(({ id }) => !present.has(id))
  const batch: Batch = {
    id: options.id,
    name: batchName(data.map(({ name }) => name)),
    importedAt: options.now,
    contentHash,
    files: repeated ? known.files : read.imported.files,
    issues,
    rejected: repeated ? known.rejected : read.imported.rejected,
    ...(edits.length > 0 && { edits: edits.map(({ id }) => id) }),
  }
  const hashes = new LateHashes(frame, read.texts)
  const { rows, reports: found } = await sampleOf(batch, frame, read.texts.blocks, held, options)
  // What a backup holds was looked at when it was first read.
  const reports = read.imported.files.every(isBackup) ? [] : found
  const changes = repeated
    ? { added: 0, updated: 0, unchanged: countIncidents(known) }
    : await changesOf(frame, hashes, options.live)
  return {
    batch,
    frame,
    hashes,
    texts: read.texts,
    settings,
    edits,
    staged: {
      id: options.id,
      repeats: known?.id ?? null,
      edits: edits.length,
      takesPlaceOf: options.batches.find(({ id }) => id === options.replaces)?.name ?? null,
      files: batch.files,
      ...shortened(batch),
      questions: read.imported.questions,
      sample: rows,
      reports,
      changes,
      needsReview: reports.length > 0,
      backupSettings: read.backupSettings,
      odd: oddRows(
        frame,
        batch.rejected,
        new Set(read.tables.map(({ file }) => file)),
        options.now,
      ),
      tables: read.tables,
    },
  }
}

function repeatedNote({ name, files }: Batch): Issue {
  return {
    file: files[0]?.name ?? name,
    row: null,
    field: null,
    level: 'note',
    code: 'already-imported',
    message: `These files were imported before, as ${name}: keeping them changes nothing.`,
  }
}

/** Why a file cannot be read is told by the reading, where that failed as well. */
async function hashOf(
  files: readonly HashedFile[],
  stop: () => void,
  reading: PromiseSettledResult<unknown>,
): Promise<string> {
  if (files.length === 0) return ''
  return filesHash(files, stop).catch((error: unknown) => {
    throw reading.status === 'rejected' ? reading.reason : error
  })
}

function countIncidents({ files }: Batch): number {
  return files.reduce((sum, file) => sum + file.incidents, 0)
}

async function readFiles(
  files: readonly HashedFile[],
  settings: Settings,
  options: StagingOptions,
  passedOver: PassedOver,
  cameAlong: boolean,
) {
  const { store, signal, id } = options
  const tables: StagedTable[] = []
  const edits: Edit[] = []
  const texts = new HeldTexts(store, id)
  const progress = importProgress(
    files.map(({ file }) => file.size),
    options.onProgress,
  )
  const room = () => texts.room()
  const cancelled = () => signal.aborted || texts.failed
  const assume = stagingAssumptions(settings, options.assume)
  const read = async () => {
    const raws = await Promise.all(
      files.map((file, at) => {
        const raw = {
          ...rawFile(file, room, cancelled, (bytes) => progress.read(at, bytes)),
          ...encodingIn(assume),
          cameAlong,
        }
        return passedOver.tried(raw, () => unpacked(raw))
      }),
    )
    const found = raws.flatMap((some) => some ?? [])
    const inputs = (await Promise.all(found.map((raw) => opened(raw, passedOver)))).filter(
      (input) => input !== null,
    )
    const imported = await importFiles(inputs, {
      assume,
      onTable: (file, { header, fields, mapping, delimited }) =>
        tables.push({ file, header, fields, mapping, delimited }),
      onEdits: (found) => void edits.push(...found),
      now: options.now,
      passedOver,
      onBlock: (block) => texts.add(block),
      spare: texts.spare,
      onFirst: (incidents) => {
        const { asOf } = settings
        void tableOf([...incidents], settings, asOf ?? options.now).then((rows) =>
          progress.first(rows),
        )
      },
      onRecords: (records) => progress.records(records),
    })
    const backup = inputs[imported.files.findIndex(isBackup)]
    return { imported, backupSettings: backup ? await backupSettings(backup) : null }
  }
  const outcome = await read().catch((error: unknown) => ({ error }))
  // A store that fails stops the reading: its reason is the one to tell.
  texts.check()
  if ('error' in outcome && outcome.error instanceof EncodingUnknown) {
    await store.discard(id)
    return asking(outcome.error, texts)
  }
  if ('error' in outcome) throw outcome.error
  return { ...outcome, texts, tables, edits }
}

/** Nothing read, as the encoding has to be chosen first. */
function asking({ question }: EncodingUnknown, texts: HeldTexts) {
  const frame = new FrameBuilder(() => undefined).finish()
  const imported: Imported = { frame, files: [], issues: [], rejected: [], questions: [question] }
  const none: readonly never[] = []
  return { imported, backupSettings: null, texts, tables: none, edits: none }
}

function isBackup({ format }: FileCounts): boolean {
  return format === 'faultline-export'
}

async function* paced(
  pieces: AsyncIterable<Uint8Array>,
  room: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    await room()
    yield piece
  }
}

function rawFile(
  hashed: HashedFile,
  room: () => Promise<void>,
  cancelled: () => boolean,
  progress: (bytes: number) => void,
): RawFile {
  const { name, size } = hashed.file
  return { name, size, open: () => paced(hashed.bytes(), room), cancelled, progress }
}

async function changesOf(
  frame: Frame,
  hashes: LateHashes,
  live: LiveData,
): Promise<Staged['changes']> {
  const changes = { added: 0, updated: 0, unchanged: 0 }
  if (live.ids.length === 0) {
    const replaced = frame.incidents.superseded?.reduce((sum, one) => sum + one, 0) ?? 0
    return { ...changes, added: frame.incidents.count - replaced }
  }
  const read = await hashes.rows()
  const ids = unpackText(frame.ids)
  for (let row = 0; row < ids.length; row++) {
    if (frame.incidents.superseded?.[row]) continue
    const present = live.rowOf(ids[row]!)
    if (present === undefined) {
      changes.added++
      continue
    }
    const [a, b] = live.hashOf(present)
    if (read[2 * row] === a && read[2 * row + 1] === b) changes.unchanged++
    else changes.updated++
  }
  return changes
}

/** The first records as they would be kept, those with remarks before the others. Only they are read again. */
async function sampleOf(
  batch: Batch,
  frame: Frame,
  blocks: NumberedBlocks,
  settings: Settings,
  { store, now }: StagingOptions,
) {
  const held = new Map(blocks)
  const decoded = new Map<number, BlockTexts | null>()
  const rows = problemsFirst(frame, batch.issues)
  const readId = textReader(frame.ids)
  const ids: string[] = []
  const starts = spanStarts(frame)
  const incidents: Incident[] = []
  for (const row of rows) {
    ids[row] = readId(row)
    const index = Math.floor(row / blockSize)
    if (!decoded.has(index)) {
      const block = held.get(index) ?? (await store.readBlock(batch.id, index))
      const within = rows.filter((one) => Math.floor(one / blockSize) === index)
      decoded.set(index, block && blockTextsOf(block, within))
    }
    const texts = decoded.get(index)
    if (texts) incidents.push(incidentAt(frame, row, ids, starts, texts))
  }
  return {
    rows: await tableOf(incidents, settings, settings.asOf ?? now),
    reports: incidents.slice(0, reportLimit).filter(fromProse),
  }
}

/** The incidents as rows of the table, in this order. */
function tableOf(incidents: readonly Incident[], settings: Settings, asOf: number) {
  const blocks: TextBlock[] = []
  const builder = new FrameBuilder((block) => blocks.push(block))
  for (const incident of incidents) builder.add(incident)
  const frame = builder.finish()
  const table = incidentTable({
    frame,
    settings,
    asOf,
    ids: unpackText(frame.ids),
    starts: spanStarts(frame),
    readBlock: async () => blocks[0]!,
  })
  return table.rowsOf(defaultQuery, [...incidents.keys()])
}

function problemsFirst(frame: Frame, issues: readonly Issue[]): readonly number[] {
  const { file, row: places, superseded, count, startAt } = frame.incidents
  const remarked = new Map<string, Set<number>>()
  for (const issue of issues) {
    if (issue.row === null) continue
    const rows = remarked.get(issue.file) ?? new Set<number>()
    rows.add(issue.row)
    remarked.set(issue.file, rows)
  }
  const byFile = frame.dictionaries.files.map(({ name }) => remarked.get(name))
  const problems: number[] = []
  const others: number[] = []
  for (let row = 0; row < count && problems.length < sampleSize; row++) {
    if (superseded?.[row]) continue
    if (byFile[file[row]!]?.has(places[row]!) || Number.isNaN(startAt[row]!)) problems.push(row)
    else if (others.length < sampleSize) others.push(row)
  }
  return [...problems, ...others].slice(0, sampleSize)
}

/** Claims of tables stand in columns, all others in prose. */
function fromProse({ claims }: Incident): boolean {
  return claims.some(({ source }) => !source.startsWith('column '))
}
