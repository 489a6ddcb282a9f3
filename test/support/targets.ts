import { metricContext } from '../../src/core/metric-context'
import type { Incident } from '../../src/core/incident'
import { defaultQuery, type Query } from '../../src/core/query'
import {
  allowedPpm,
  defaultSettings,
  plainService,
  type Credit,
  type Settings,
  type Slo,
} from '../../src/core/settings'
import { at, framed } from './incidents'

export function promise(target: number, window: Slo['window'], basis: Slo['basis'] = 'raw'): Slo {
  return { target, allowedPpm: allowedPpm(target), window, basis }
}

/** Core API with these promises, recorded since the first of September 2017. */
export function promising(slo: readonly Slo[], credits: readonly Credit[] = []): Settings {
  return {
    ...defaultSettings,
    observation: { from: at('2017-09-01'), to: null },
    services: [{ ...plainService('Core API'), slo, credits }],
  }
}

export function asked(
  incidents: readonly Incident[],
  settings: Settings,
  asOf: string,
  query: Partial<Query> = {},
) {
  return metricContext(framed(incidents).frame, { ...defaultQuery, ...query }, settings, at(asOf))
}
