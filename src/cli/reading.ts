import { unknownServices } from '../core/budget'
import { parseConfig } from '../core/config'
import { importFiles, opened, type Imported } from '../core/import'
import { encodingIn, EncodingUnknown } from '../core/input'
import { UserError, type Assumptions, type DurationUnit, type Issue } from '../core/issue'
import { isOpenSlo, withOpenSloFiles } from '../core/openslo'
import { PassedOver } from '../core/passed-over'
import { assumptionsOf, defaultSettings, type Settings } from '../core/settings'
import type { TextBlock } from '../core/text-block'
import { unpacked } from '../core/unpack'
import { bytesOf, filesAt, textOf } from './files'

export interface ReadingFlags {
  readonly config?: string | undefined
  readonly 'time-zone'?: string | undefined
  readonly map?: readonly string[] | undefined
  readonly dates?: string | undefined
  readonly 'error-rate'?: string | undefined
  readonly duration?: string | undefined
  readonly encoding?: string | undefined
}

export interface Reading extends Imported {
  readonly blocks: readonly TextBlock[]
  readonly settings: Settings
}

/** Reads incident files as the flags and the configuration say. Throws a `UserError` when one cannot be read or asks something. */
export async function readIncidents(
  files: readonly string[],
  flags: ReadingFlags,
  now: number,
): Promise<Reading> {
  if (files.length === 0) throw new UserError('No file given', 'See faultline --help.')
  const settings = await readSettings(flags)
  const assume = assumptions(flags, settings)
  const blocks: TextBlock[] = []
  const inputs = []
  const promises: { name: string; text: string }[] = []
  const passedOver = new PassedOver()
  for (const { path, size, cameAlong } of await filesAt(files, passedOver)) {
    const text = /\.ya?ml$/i.test(path) ? await textOf(path) : ''
    if (isOpenSlo(text)) {
      promises.push({ name: path, text })
      continue
    }
    const settingsAlong = cameAlong && /(?:^|[\\/])faultline\.ya?ml$/i.test(path)
    if (settingsAlong && passedOver.takes({ name: path, cameAlong }, settingsOf(path))) continue
    const raw = {
      name: path,
      size,
      open: () => bytesOf(path),
      cameAlong,
      ...encodingIn({ ...assume, ...encodingOf(flags) }),
    }
    for (const file of (await passedOver.tried(raw, () => unpacked(raw, loadTables))) ?? []) {
      const input = await opened(file, passedOver).catch(asked)
      if (input) inputs.push(input)
    }
  }
  const imported = await importFiles(inputs, {
    assume,
    now,
    passedOver,
    onBlock: (block) => blocks.push(block),
  }).catch(asked)
  const [question] = imported.questions
  if (imported.files.length === 0 && !question && promises.length === 0) passedOver.refuseAll()
  if (question) throw new UserError(question.message, `Answer with ${answers(question.answers)}.`)
  const { services } = imported.frame.dictionaries
  return {
    ...imported,
    issues: [...imported.issues, ...misspelt(settings, services, flags.config ?? '')],
    blocks,
    settings: withOpenSloFiles(settings, promises, services),
  }
}

function settingsOf(path: string): UserError {
  return new UserError(`${path}: settings are taken with --config`, `Add --config ${path}.`)
}

function loadTables() {
  return import('../core/unpack/tables')
}

function encodingOf({ encoding }: ReadingFlags): { readonly encoding?: string } {
  if (encoding === undefined) return {}
  try {
    return { encoding: new TextDecoder(encoding).encoding }
  } catch {
    throw new UserError(
      `--encoding ${encoding} is not known`,
      'Use a name such as windows-1252, shift_jis or utf-16le.',
    )
  }
}

/** Throws with the flag that answers where the encoding has to be chosen. */
function asked(error: unknown): never {
  if (!(error instanceof EncodingUnknown)) throw error
  const offered = answers(error.question.answers.slice(0, 3))
  throw new UserError(
    error.message,
    `Answer with ${offered} or another, or save the file as UTF-8.`,
  )
}

/** A service with a promise that no record names is most likely a slip of the pen. */
function misspelt(settings: Settings, services: readonly string[], file: string): readonly Issue[] {
  return unknownServices(settings, services).map((service) => ({
    file,
    row: null,
    field: 'services',
    level: 'warning',
    code: 'unknown-service',
    message: `No record names the service "${service}" of ${file}: it counts as never down. Check how it is written.`,
  }))
}

async function readSettings(flags: ReadingFlags): Promise<Settings> {
  const settings = flags.config
    ? parseConfig(await textOf(flags.config), flags.config)
    : defaultSettings
  const timeZone = flags['time-zone']
  if (timeZone === undefined) return settings
  if (!isTimeZone(timeZone))
    throw new UserError(
      `--time-zone ${timeZone} is not a time zone`,
      'Use an IANA name such as Europe/Paris or America/New_York.',
    )
  // A zone given by hand holds for every table.
  const mappings = settings.mappings.map(({ header, assume }) => ({
    header,
    assume: { ...assume, timeZone },
  }))
  return { ...settings, timeZone, mappings }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

const choices = {
  dates: ['day-first', 'month-first'],
  'error-rate': ['ratio', 'percent'],
  duration: ['milliseconds', 'seconds', 'minutes', 'hours', 'days'],
} as const

function choice<Name extends keyof typeof choices>(
  name: Name,
  value: string | undefined,
): (typeof choices)[Name][number] | undefined {
  if (value === undefined) return undefined
  const found = choices[name].find((word) => word === value)
  if (found) return found
  throw new UserError(`--${name} ${value} is not known`, `Use one of: ${choices[name].join(', ')}.`)
}

function assumptions(flags: ReadingFlags, settings: Settings): Assumptions {
  const map = new Map<string, string>()
  for (const pair of flags.map ?? []) {
    const mark = pair.indexOf('=')
    if (mark < 1)
      throw new UserError(`--map ${pair} is not FIELD=COLUMN`, 'For example: --map start=Opened.')
    map.set(pair.slice(0, mark), pair.slice(mark + 1))
  }
  const dates = choice('dates', flags.dates)
  const errorRate = choice('error-rate', flags['error-rate'])
  const duration: DurationUnit | undefined = choice('duration', flags.duration)
  return {
    ...assumptionsOf(settings),
    ...(dates && { dates }),
    ...(errorRate && { errorRate }),
    ...(duration && { duration }),
    ...(map.size > 0 && { map: Object.fromEntries(map) }),
  }
}

/** The flags that answer a question. */
function answers(offered: readonly { readonly assume: Assumptions }[]): string {
  const flags = offered.map(({ assume }) =>
    [
      assume.timeZone && `--time-zone ${assume.timeZone}`,
      assume.dates && `--dates ${assume.dates}`,
      assume.errorRate && `--error-rate ${assume.errorRate}`,
      assume.duration && `--duration ${assume.duration}`,
      assume.encoding && `--encoding ${assume.encoding}`,
      ...Object.entries(assume.map ?? {}).map(([field, column]) => `--map ${field}="${column}"`),
    ]
      .filter(Boolean)
      .join(' '),
  )
  return flags.join(' or ')
}
