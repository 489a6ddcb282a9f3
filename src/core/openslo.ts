import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
} from 'yaml'
import { nestsDeeply } from './documents/yaml-depth'
import { UserError } from './issue'
import { canonicalServices, folded, plainService, type Settings, type Slo } from './settings'

/** The objectives of one SLO of an OpenSLO file. */
export interface OpenSlo {
  /** As the file calls it: `spec.service`. */
  readonly service: string
  readonly slo: readonly Slo[]
  /** Where the service is named, 1-based. */
  readonly line: number
  /** What was read otherwise than written, in words. */
  readonly notes: readonly string[]
}

/**
 * The SLOs of an OpenSLO v1 file (YAML, several documents allowed), in order; other kinds are passed over. An SLO that
 * counts occurrences is kept on weighted downtime, any other on raw downtime. Throws a `UserError` that names file and
 * line: for text that is no YAML, for missing parts, targets without a budget and windows that cannot be cut.
 * Source: the OpenSLO specification, v1.
 */
export function openSloSettings(text: string, fileName: string): readonly OpenSlo[] {
  const lines = new LineCounter()
  const found = documentsOf(text, fileName, lines).flatMap((document): readonly OpenSlo[] => {
    const lineOf = (path: Path) => lines.linePos(offsetOf(document, path)).line
    const fail: Fail = (path, what, hint) => {
      throw new UserError(`${fileName} line ${lineOf(path)}: ${what}`, hint)
    }
    const value = plainValue(document, fileName)
    if (value === null || value === undefined) return []
    if (!isRecord(value))
      return fail([], 'this is no OpenSLO object', 'Begin with apiVersion: openslo/v1.')
    if (value['kind'] !== 'SLO') return []
    if (value['apiVersion'] !== 'openslo/v1')
      fail(['apiVersion'], 'the SLO is not written in openslo/v1', 'Write apiVersion: openslo/v1.')
    return [definition(value['spec'], lineOf, fail)]
  })
  if (found.length === 0)
    throw new UserError(
      `${fileName} holds no SLO`,
      'Give a file with apiVersion: openslo/v1 and kind: SLO.',
    )
  return found
}

/** Settings with these promises added to their services. A promise that is there already is not doubled. */
export function withOpenSlo(settings: Settings, found: readonly OpenSlo[]): Settings {
  const services = new Map(settings.services.map((service) => [service.name, service]))
  const listed = new Map(settings.services.map(({ name }) => [folded(name), name]))
  const names = canonicalServices(
    settings,
    found.map(({ service }) => service),
  )
  found.forEach(({ slo }, i) => {
    const name = listed.get(folded(names[i]!)) ?? names[i]!
    listed.set(folded(name), name)
    const service = services.get(name) ?? plainService(name)
    const fresh = slo.filter((one) => !service.slo.some((kept) => samePromise(kept, one)))
    services.set(name, { ...service, slo: [...service.slo, ...fresh] })
  })
  return { ...settings, services: [...services.values()] }
}

/** Whether a text is OpenSLO by what it says of itself. */
export function isOpenSlo(text: string): boolean {
  return /^\s*apiVersion:\s*['"]?openslo\//m.test(text)
}

/**
 * Settings with the promises of OpenSLO files. Throws a `UserError` with file and line for what cannot be honoured, and
 * for a service that neither the settings nor the records (`dataServices`) know.
 */
export function withOpenSloFiles(
  settings: Settings,
  files: readonly { readonly name: string; readonly text: string }[],
  dataServices: readonly string[],
): Settings {
  const listed = settings.services.flatMap(({ name, aliases }) => [name, ...aliases])
  const known = new Set([...listed, ...dataServices].map(folded))
  return files.reduce((all, { name, text }) => {
    const found = openSloSettings(text, name)
    for (const { service, line } of found)
      if (!known.has(folded(service)))
        throw new UserError(
          `${name} line ${line}: no record names the service "${service}"`,
          `Write it as the records do (${[...new Set([...dataServices, ...listed])].slice(0, 8).join(', ') || 'they name none'}), or list it in faultline.yaml.`,
        )
    return withOpenSlo(all, found)
  }, settings)
}

function samePromise(one: Slo, other: Slo): boolean {
  return (
    one.allowedPpm === other.allowedPpm && one.window === other.window && one.basis === other.basis
  )
}

type Path = readonly (string | number)[]
type Fail = (path: Path, what: string, hint: string) => never
type LineOf = (path: Path) => number

const longestText = 1_000_000
const mostAliases = 100

function documentsOf(text: string, fileName: string, lines: LineCounter): readonly Document[] {
  if (text.length > longestText)
    throw new UserError(
      `${fileName} is longer than ${longestText.toLocaleString('en')} characters`,
      'Check that this is the right file, or split it.',
    )
  const documents = withinLimits(fileName, () => {
    if (nestsDeeply(text)) throw new RangeError('nested too deeply')
    return parseAllDocuments(text, {
      schema: 'core',
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    })
  })
  for (const document of documents) {
    const [problem] = [...document.errors, ...document.warnings]
    if (problem)
      throw new UserError(
        `${fileName} line ${lines.linePos(problem.pos[0]).line}: ${problem.message}`,
        'Correct the YAML there.',
      )
  }
  return [...documents]
}

function plainValue(document: Document, fileName: string): unknown {
  return withinLimits(fileName, (): unknown => document.toJS({ maxAliasCount: mostAliases }))
}

/** Texts that are made to exhaust a reader overflow the stack, or the limit of references. */
function withinLimits<Result>(fileName: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error
    throw new UserError(
      `${fileName} is nested too deeply, or refers to its own parts too often`,
      'Write it with fewer levels and without * references.',
    )
  }
}

function definition(spec: unknown, lineOf: LineOf, fail: Fail): OpenSlo {
  if (!isRecord(spec))
    return fail(['spec'], 'spec is missing', 'Add spec: with service, timeWindow and objectives.')
  const { service, budgetingMethod, objectives } = spec
  if (typeof service !== 'string' || service.trim() === '')
    return fail(
      ['spec', 'service'],
      'spec.service is not a name',
      'Add service: with the name of the service.',
    )
  if (!Array.isArray(objectives) || objectives.length === 0)
    return fail(
      ['spec', 'objectives'],
      'spec.objectives is not a list of targets',
      'Add objectives: with "- target: 0.9995".',
    )
  const { window, notes } = timeWindow(spec['timeWindow'], lineOf, fail)
  const basis = budgetingMethod === 'Occurrences' ? 'weighted' : 'raw'
  const slo = objectives.map((objective: unknown, at): Slo => {
    const ppm = targetPpm(objective, ['spec', 'objectives', at], fail)
    return { target: ppm / 10_000, allowedPpm: 1_000_000 - ppm, window, basis }
  })
  return { service: service.trim(), slo, line: lineOf(['spec', 'service']), notes }
}

/** Target in parts per million, read from its decimal digits. */
function targetPpm(objective: unknown, at: Path, fail: Fail): number {
  if (!isRecord(objective)) return fail(at, 'the objective is no map', 'Write "- target: 0.9995".')
  const { target: ratio, targetPercent: percent } = objective
  if ((ratio === undefined) === (percent === undefined))
    return fail(
      at,
      'the objective needs either target or targetPercent',
      'Write one of them, such as target: 0.9995.',
    )
  const [key, value, whole] =
    ratio === undefined ? ['targetPercent', percent, 100] : ['target', ratio, 1]
  const path = [...at, key]
  const shown =
    typeof value === 'number' || typeof value === 'string' ? `${value}`.slice(0, 40) : 'no number'
  const example = whole === 1 ? 'a ratio such as 0.9995' : 'a percentage such as 99.95'
  if (Number(value) === whole)
    fail(
      path,
      `the ${key} ${shown} leaves no error budget`,
      `Write ${example}: nothing can fail at 100 %.`,
    )
  const digits = /^(\d{1,2})(?:\.(\d+?)0*)?$/.exec(shown)
  const decimals = whole === 1 ? 6 : 4
  const fraction = digits?.[2] ?? ''
  const ppm = Number((digits?.[1] ?? '') + fraction.padEnd(decimals, '0'))
  if (!digits || fraction.length > decimals || !(ppm > 0 && ppm < 1_000_000))
    fail(
      path,
      `the ${key} is ${shown}, not between 0 and ${whole} with at most ${decimals} decimals`,
      `Write ${example}.`,
    )
  return ppm
}

const calendarWindows: ReadonlyMap<string, Slo['window']> = new Map([
  ['1M', 'month'],
  ['3M', 'quarter'],
  ['1Q', 'quarter'],
  ['12M', 'year'],
  ['4Q', 'year'],
  ['1Y', 'year'],
])
const minutesIn: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 10_080 }
const mostDays = 3660

function timeWindow(
  value: unknown,
  lineOf: LineOf,
  fail: Fail,
): { window: Slo['window']; notes: readonly string[] } {
  const at = ['spec', 'timeWindow']
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  const [one] = list
  if (list.length !== 1 || !isRecord(one))
    return fail(
      at,
      'spec.timeWindow is not a list of one window',
      'Write timeWindow: with "- duration: 28d" and "isRolling: true".',
    )
  const path = [...at, 0, 'duration']
  const { duration, isRolling, calendar } = one
  const [, count = '', unit = ''] =
    (typeof duration === 'string' && /^([1-9]\d{0,6})([mhdwMQY])$/.exec(duration)) || []
  if (unit === '')
    fail(
      path,
      'the duration is not a number with one of m, h, d, w, M, Q, Y',
      'Write it such as 28d, 4w or 1M.',
    )
  const shown = count + unit
  const aligned = calendar === undefined ? !(unit in minutesIn) : true
  if (isRolling === true || (isRolling === undefined && !aligned)) {
    const days = (Number(count) * (minutesIn[unit] ?? NaN)) / 1440
    if (!Number.isInteger(days) || days > mostDays)
      fail(
        path,
        `a rolling window of ${shown} is not a whole number of days up to ${mostDays}`,
        'Write it in days or weeks, such as 28d, or isRolling: false for a calendar window of 1M, 1Q or 1Y.',
      )
    return { window: `${days}d`, notes: [] }
  }
  const window = calendarWindows.get(shown)
  if (!window)
    return fail(
      path,
      `a calendar window of ${shown} cannot be cut`,
      unit === 'm'
        ? 'm is minutes: write 1M for a month.'
        : 'Write 1M, 1Q or 1Y, or isRolling: true for a number of days.',
    )
  return { window, notes: calendarNotes(calendar, window, lineOf([...at, 0, 'calendar'])) }
}

function calendarNotes(calendar: unknown, window: Slo['window'], line: number): readonly string[] {
  if (!isRecord(calendar)) return []
  const { startTime, timeZone } = calendar
  const notes: string[] = []
  if (typeof startTime === 'string' && !/^\d{4}-\d\d-01(?:[ T]00:00(?::00)?)?$/.test(startTime))
    notes.push(
      `Line ${line}: the ${window} begins on its first day at midnight, not as at ${startTime.slice(0, 40)}.`,
    )
  if (typeof timeZone === 'string')
    notes.push(
      `Line ${line}: the ${window} is cut in the reporting zone; the file says ${timeZone.slice(0, 40)}.`,
    )
  return notes
}

/** Where in the text a path begins, or the nearest thing around it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? document.range?.[0] ?? 0
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isSeq(node)) node = node.items[Number(part)]
    else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (!pair) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
      continue
    } else return offset
    offset = startOf(node) ?? offset
  }
  return offset
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
