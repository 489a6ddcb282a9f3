import { localDate, localMidnight } from '../../core/calendar'
import { isTimeZone } from '../../core/dates'
import { UserError } from '../../core/issue'
import { rulePresets, type Rule } from '../../core/rule'
import { allowedPpm, type Settings, type Slo } from '../../core/settings'

/** What stands in the form, as typed. Days are `YYYY-MM-DD` in the reporting zone, the last one included. */
export interface SettingsDraft {
  readonly title: string
  readonly timeZone: string
  readonly observedFrom: string
  readonly observedTo: string
  /** Percent, or '' for no promise. */
  readonly target: string
  readonly window: Slo['window']
  readonly basis: Slo['basis']
  /** Id of a preset, or the name of the rule that is set. */
  readonly rule: string
  readonly maintenance: Rule['maintenance']
}

export type DraftFaults = Partial<Record<keyof SettingsDraft, string>>

/** The settings as a form shows them. Of the promises on all services together the first can be changed. */
export function draftOf(settings: Settings): SettingsDraft {
  const { timeZone, observation, rule } = settings
  const slo = settings.slo[0]
  return {
    title: settings.title,
    timeZone,
    observedFrom: dayText(observation.from, timeZone),
    observedTo: dayText(observation.to === null ? null : observation.to - 1, timeZone),
    target: slo ? String(slo.target) : '',
    window: slo?.window ?? 'month',
    basis: slo?.basis ?? 'raw',
    rule: rule.name,
    maintenance: rule.maintenance,
  }
}

/** The settings the form asks for, or what is wrong with it, by field. */
export function settingsOf(
  draft: SettingsDraft,
  before: Settings,
): { readonly settings: Settings } | { readonly faults: DraftFaults } {
  const faults: { -readonly [Field in keyof SettingsDraft]?: string } = {}
  if (draft.title.trim() === '') faults.title = 'Give it a title, such as “Core API reliability”.'
  const timeZone = draft.timeZone.trim()
  const zoned = isTimeZone(timeZone)
  if (!zoned)
    faults.timeZone = `“${timeZone}” is no time zone. Write one such as Europe/Berlin or UTC.`
  const from = zoned ? dayStart(draft.observedFrom, timeZone, 0) : null
  const to = zoned ? dayStart(draft.observedTo, timeZone, 1) : null
  if (from === undefined) faults.observedFrom = 'Write a day as YYYY-MM-DD.'
  if (to === undefined) faults.observedTo = 'Write a day as YYYY-MM-DD.'
  if (typeof to === 'number' && from === null)
    faults.observedFrom = 'An end needs a beginning: since when was every incident recorded?'
  if (typeof from === 'number' && typeof to === 'number' && to <= from)
    faults.observedTo = 'It ends before it begins.'
  const slo = sloOf(draft, faults)
  if (Object.keys(faults).length > 0 || from === undefined || to === undefined) return { faults }
  return {
    settings: {
      ...before,
      title: draft.title.trim(),
      timeZone,
      observation: { from, to },
      slo: [...(slo ? [slo] : []), ...before.slo.slice(1)],
      rule: { ...ruleOf(draft.rule, before.rule), maintenance: draft.maintenance },
    },
  }
}

function sloOf({ target, window, basis }: SettingsDraft, faults: { target?: string }): Slo | null {
  const percent = target.trim().replace(/\s*%$/, '').replace(',', '.')
  if (percent === '') return null
  try {
    return { target: Number(percent), allowedPpm: allowedPpm(percent), window, basis }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    faults.target = `${error.message}. ${error.hint}`
    return null
  }
}

function ruleOf(name: string, before: Rule): Rule {
  if (name === before.name) return before
  return Object.entries(rulePresets).find(([id]) => id === name)?.[1] ?? before
}

function dayText(at: number | null, timeZone: string): string {
  if (at === null) return ''
  const { year, month, day } = localDate(at, timeZone)
  return [
    String(year).padStart(4, '0'),
    ...[month, day].map((part) => String(part).padStart(2, '0')),
  ].join('-')
}

/** First instant of the day, `later` days on; null for no day, undefined for what is none. */
function dayStart(text: string, timeZone: string, later: number): number | null | undefined {
  if (text.trim() === '') return null
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.trim())?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const exists = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(text.trim())
  return exists ? localMidnight(year, month, day + later, timeZone) : undefined
}
