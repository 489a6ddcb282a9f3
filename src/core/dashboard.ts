import { blockTexts, incidentAt, spanStarts, type BlockTexts } from './frame-reader'
import type { Frame } from './frame'
import { importFiles, type Imported } from './import'
import { encodingIn, EncodingUnknown, openInput } from './input'
import type { Incident } from './incident'
import { parseConfig } from './config'
import { isOpenSlo, withOpenSloFiles } from './openslo'
import { assumptionsOf, defaultSettings } from './settings'
import type { Snapshot } from './snapshot'
import { blockSize, unpackText, type TextBlock } from './text-block'
import { unpacked } from './unpack'

/** A build asks no clock: without an as-of instant no time is too late to be plausible. */
const noClock = Date.UTC(2100, 0, 1)

/** A file of a dashboard folder. */
export interface DashboardFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * The snapshot of a folder of incident files and its `faultline.yaml`, as JSON. Throws an `Error` that names file,
 * row and reason for a file that cannot be read whole: a dashboard is never built from half its data.
 */
export async function buildSnapshot(
  files: readonly DashboardFile[],
  configText: string | null,
): Promise<string> {
  const configured =
    configText === null ? defaultSettings : parseConfig(configText, 'faultline.yaml')
  const promises = files
    .filter(({ name }) => /\.ya?ml$/i.test(name))
    .map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }))
    .filter(({ text }) => isOpenSlo(text))
  const records = files.filter(({ name }) => !promises.some((one) => one.name === name))
  const blocks: TextBlock[] = []
  const assume = assumptionsOf(configured)
  const raws = await Promise.all(
    records.map(({ name, bytes }) =>
      unpacked(
        { name, size: bytes.length, open: () => once(bytes), ...encodingIn(assume) },
        () => import('./unpack/tables'),
      ),
    ),
  )
  const read = async () =>
    importFiles(await Promise.all(raws.flat().map((raw) => openInput(raw))), {
      assume,
      now: configured.asOf ?? noClock,
      onBlock: (block) => blocks.push(block),
    })
  const imported = await read().catch(stating)
  const settings = withOpenSloFiles(configured, promises, imported.frame.dictionaries.services)
  const [rejection] = imported.rejected
  if (rejection) throw new Error(rejection.message)
  const [question] = imported.questions
  if (question) throw new Error(`${question.message} Answer it in faultline.yaml.`)
  return JSON.stringify({
    schema: 'faultline/snapshot',
    version: 1,
    title: settings.title,
    asOf: settings.asOf ?? defaultAsOf(imported.frame),
    settings,
    incidents: incidentsOf(imported, blocks),
    batches: [
      {
        id: 'dashboard',
        name: files.map(({ name }) => name).join(', '),
        importedAt: settings.asOf ?? defaultAsOf(imported.frame),
        contentHash: '',
        files: imported.files,
        issues: imported.issues,
        rejected: [],
      },
    ],
  } satisfies Snapshot)
}

/** Throws with where the configuration states an encoding that has to be chosen. */
function stating(error: unknown): never {
  if (!(error instanceof EncodingUnknown)) throw error
  throw new Error(
    `${error.message}. Save it as UTF-8, or state the encoding with its columns in faultline.yaml: mappings: [{ header: [Start, End], encoding: ${error.proposals[0] ?? 'windows-1252'} }].`,
  )
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Every incident that counts, whole, in order of row. */
export function incidentsOf(
  { frame }: Pick<Imported, 'frame'>,
  blocks: readonly TextBlock[],
): readonly Incident[] {
  const ids = unpackText(frame.ids)
  const starts = spanStarts(frame)
  const incidents: Incident[] = []
  let texts: BlockTexts | null = null
  for (let row = 0; row < frame.incidents.count; row++) {
    if (row % blockSize === 0) texts = blockTexts(blocks[row / blockSize]!)
    if (texts && !frame.incidents.superseded?.[row])
      incidents.push(incidentAt(frame, row, ids, starts, texts))
  }
  return incidents
}

/** The newest instant in the data, epoch ms UTC; 0 without any. */
export function latestInstant({ incidents }: Frame): number {
  let latest = 0
  const columns = [
    incidents.startAt,
    incidents.endAt,
    incidents.pageFrom,
    incidents.pageTo,
    ...Object.values(incidents.milestones),
  ]
  for (const column of columns) for (const at of column ?? []) if (at > latest) latest = at
  return latest
}

/** The default as-of of a terminal or a static build: the first full minute after the newest instant, so that every incident has begun. */
export function defaultAsOf(frame: Frame): number {
  return (Math.floor(latestInstant(frame) / 60_000) + 1) * 60_000
}
