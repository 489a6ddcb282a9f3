import { stringify } from 'yaml'
import { severities } from './incident'
import type { Assumptions } from './issue'
import { rulePresets, type Rule } from './rule'
import {
  defaultSettings,
  type DeclaredObservation,
  type Service,
  type Settings,
  type Slo,
} from './settings'

/**
 * The text of a `faultline.yaml` that says the same as these settings, in a fixed order and with defaults left out.
 * `parseConfig` reads it back.
 */
export function configText(settings: Settings): string {
  const { title, timeZone, asOf, services, slo, taxonomy, mappings, redaction, logo } = settings
  const file = present({
    title: unless(title, defaultSettings.title),
    timeZone: unless(timeZone, defaultSettings.timeZone),
    asOf: instantText(asOf),
    observation: observed(settings.observation),
    services: filled(services.map(serviceText)),
    slo: filled(slo.map(sloText)),
    rule: ruleText(settings.rule),
    policy: unlike({ ...settings.policy }, { ...defaultSettings.policy }),
    taxonomy: unlessEmpty(
      present({ aliases: unlessEmpty(taxonomy.aliases), vendors: filled(taxonomy.vendors) }),
    ),
    mappings: filled(mappings.map(({ header, assume }) => ({ header, ...answers(assume) }))),
    redaction: unlike(redaction, defaultSettings.redaction),
    logo: logo ?? undefined,
  })
  const head = '# Settings of a Faultline dashboard. What is left out has its default.\n'
  if (Object.keys(file).length === 0) return head
  return head + stringify(file, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false })
}

type Entries = Readonly<Record<string, unknown>>

/** Without the entries that say nothing. */
function present(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined))
}

function unless<Value>(value: Value, standard: Value): Value | undefined {
  return value === standard ? undefined : value
}

function unlessEmpty(entries: Entries): Entries | undefined {
  return Object.keys(entries).length > 0 ? entries : undefined
}

function filled<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length > 0 ? list : undefined
}

/** The entries that differ from the standard ones; undefined where none does. */
function unlike(entries: Entries, standard: Entries): Entries | undefined {
  return unlessEmpty(
    Object.fromEntries(Object.entries(entries).filter(([key, value]) => value !== standard[key])),
  )
}

function instantText(at: number | null): string | undefined {
  return at === null ? undefined : new Date(at).toISOString()
}

function observed({ from, to }: DeclaredObservation): Entries | undefined {
  return unlessEmpty(present({ from: instantText(from), to: instantText(to) }))
}

function serviceText({ name, aliases, share, observation, slo, credits }: Service): Entries {
  return present({
    name,
    aliases: filled(aliases),
    share: unless(share, 1),
    // One without bounds still says that the general one does not hold.
    observation: observation === null ? undefined : (observed(observation) ?? {}),
    slo: filled(slo.map(sloText)),
    credits: filled(credits),
  })
}

function sloText({ target, window, basis }: Slo): Entries {
  return present({ target, window, basis: unless(basis, 'raw') })
}

function ruleText(rule: Rule): Entries | undefined {
  const presets = Object.entries<Rule>(rulePresets)
  const [preset, base] = presets.find(([id]) => id === rule.name) ??
    presets.find(([, one]) => one.clock === rule.clock) ?? ['impact', rulePresets.impact]
  return unlessEmpty(
    present({
      name: preset === rule.name ? undefined : unless(rule.name, 'custom'),
      preset: unless(preset, 'impact'),
      clock: unless(rule.clock, base.clock),
      errorRateWeighting: unless(rule.errorRateWeighting, base.errorRateWeighting),
      maintenance: unless(rule.maintenance, base.maintenance),
      weights: unlessEmpty(
        Object.fromEntries(
          ([...severities, 'unknown'] as const).flatMap((name) => {
            const { low, value, high } = rule.weights[name]
            const same = base.weights[name]
            return low === same.low && value === same.value && high === same.high
              ? []
              : [[name, { low, value, high }]]
          }),
        ),
      ),
    }),
  )
}

function answers({
  map,
  values,
  encoding,
  timeZone,
  dates,
  errorRate,
  duration,
}: Assumptions): Entries {
  return present({ map, values, encoding, timeZone, dates, errorRate, duration })
}
