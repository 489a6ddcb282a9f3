import { instant, isDateProblem, zoneOffset } from '../../../core/dates'
import type { FieldChanges, ImpactChange } from '../../../core/edits'
import {
  attributions,
  kinds,
  severities,
  type ErrorRate,
  type Impact,
  type Incident,
} from '../../../core/incident'

/** What stands in the form, as typed. Times are `2024-01-31 14:05` in the reporting zone. */
export interface EditDraft {
  readonly title: string
  /** Separated by commas. */
  readonly services: string
  readonly kind: string
  /** '' for none, as in `cause` and `attribution`. */
  readonly severity: string
  readonly cause: string
  readonly attribution: string
  readonly impacts: readonly ImpactDraft[]
}

export interface ImpactDraft {
  readonly from: string
  /** '' while it is still going on. */
  readonly to: string
  /** Percent of requests that failed, '' where it is not stated. */
  readonly rate: string
}

export type DraftFaults = Readonly<Record<string, string>>

type Facts = Pick<
  Incident,
  'title' | 'services' | 'kind' | 'severity' | 'cause' | 'attribution' | 'impacts'
>

export const noFacts: Facts = {
  title: '',
  services: [],
  kind: 'incident',
  severity: null,
  cause: null,
  attribution: null,
  impacts: [],
}

/** An incident as a form shows it; without a time of impact there is an empty one to fill in. */
export function draftOf(facts: Facts, timeZone: string): EditDraft {
  const impacts = facts.impacts.map((impact) => impactDraft(impact, timeZone))
  return {
    title: facts.title,
    services: facts.services.join(', '),
    kind: facts.kind,
    severity: facts.severity ?? '',
    cause: facts.cause ?? '',
    attribution: facts.attribution ?? '',
    impacts: impacts.length > 0 ? impacts : [{ from: '', to: '', rate: '' }],
  }
}

/** What the form changes, null for nothing; or what is wrong with it, by field: `impacts.0.to`. */
export function changesOf(
  draft: EditDraft,
  facts: Facts,
  timeZone: string,
): { readonly fields: FieldChanges | null } | { readonly faults: DraftFaults } {
  const before = draftOf(facts, timeZone)
  const faults: Record<string, string> = {}
  const impacts = draft.impacts.flatMap((one, at) => {
    const former = facts.impacts[at]
    const change = impactChange(one, { former, draft: before.impacts[at], at }, timeZone)
    for (const [field, fault] of Object.entries(change.faults))
      faults[`impacts.${at}.${field}`] = fault
    return change.change ? [change.change] : []
  })
  if (Object.keys(faults).length > 0) return { faults }
  const changed = (name: 'title' | 'services' | 'kind' | 'severity' | 'cause' | 'attribution') =>
    draft[name].trim() !== before[name]
  const fields: FieldChanges = {
    ...(changed('title') && { title: draft.title.trim() }),
    ...(changed('services') && { services: listOf(draft.services) }),
    ...(changed('kind') && { kind: kinds.find((one) => one === draft.kind) ?? 'incident' }),
    ...(changed('severity') && {
      severity: severities.find((one) => one === draft.severity) ?? null,
    }),
    ...(changed('cause') && { cause: draft.cause.trim() || null }),
    ...(changed('attribution') && {
      attribution: attributions.find((one) => one === draft.attribution) ?? null,
    }),
    ...(impacts.length > 0 && { impacts }),
  }
  return { fields: Object.keys(fields).length > 0 ? fields : null }
}

/** `API, Login` as a list, each once. */
export function listOf(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim())
  return [...new Set(parts.filter(Boolean))]
}

/** `2024-01-31 14:05`, with seconds where there are any. */
export function timeText(at: number, timeZone: string): string {
  const wall = new Date(at + zoneOffset(timeZone, at)).toISOString().replace('T', ' ')
  return at % 60_000 === 0 ? wall.slice(0, 16) : wall.slice(0, at % 1000 === 0 ? 19 : 23)
}

function impactDraft({ from, to, errorRate }: Impact, timeZone: string): ImpactDraft {
  return {
    from: timeText(from, timeZone),
    to: to === null ? '' : timeText(to, timeZone),
    rate: rateText(errorRate),
  }
}

function rateText(rate: ErrorRate | null): string {
  if (!rate) return ''
  return rate.value === null ? `up to ${inPercent(rate.high)}` : inPercent(rate.value)
}

function inPercent(ratio: number): string {
  return String(Math.round(ratio * 1e6) / 1e4)
}

interface ImpactReading {
  readonly change: ImpactChange | null
  readonly faults: Readonly<Record<string, string>>
}

function impactChange(
  draft: ImpactDraft,
  before: {
    readonly former: Impact | undefined
    readonly draft: ImpactDraft | undefined
    readonly at: number
  },
  timeZone: string,
): ImpactReading {
  const former = before.draft ?? { from: '', to: '', rate: '' }
  const isNew = former.from === ''
  if (isNew && draft.from.trim() === '') {
    const stray = draft.to.trim() !== '' || draft.rate.trim() !== ''
    return { change: null, faults: stray ? { from: 'When did it start?' } : {} }
  }
  const faults: Record<string, string> = {}
  const time = (field: 'from' | 'to'): number | null => {
    const reading = instant(draft[field].trim(), { timeZone })
    if (!isDateProblem(reading)) return reading.at
    faults[field] = `${reading.message} Write it as 2024-01-31 14:05.`
    return null
  }
  const from = draft.from.trim() === former.from ? undefined : time('from')
  const to = draft.to.trim() === former.to ? undefined : draft.to.trim() === '' ? null : time('to')
  const rate = draft.rate.trim() === former.rate ? undefined : rateOf(draft.rate.trim())
  if (rate === 'wrong') faults['rate'] = 'A number of percent between 0 and 100, such as 2.5.'
  const change: ImpactChange = {
    at: before.at,
    ...(before.former && { was: before.former.from }),
    ...(typeof from === 'number' && { from }),
    ...(to !== undefined && { to }),
    ...(rate !== undefined && rate !== 'wrong' && { errorRate: rate }),
  }
  const isChanged = [from, to, rate].some((part) => part !== undefined)
  return { change: isChanged ? change : null, faults }
}

function rateOf(text: string): ErrorRate | null | 'wrong' {
  if (text === '') return null
  const percent = /^\d{1,3}(?:[.,]\d{1,6})?\s*%?$/.test(text)
    ? Number(text.replace('%', '').replace(',', '.'))
    : NaN
  if (!(percent <= 100)) return 'wrong'
  const value = percent / 100
  return { value, low: value, high: value }
}
