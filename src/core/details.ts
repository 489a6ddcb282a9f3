import { blankIncident, type Incident } from './incident'

/** What of an incident stands neither in the Frame nor in its title and text; written by `detailsText`. */
export type Details = Pick<
  Incident,
  'facets' | 'trigger' | 'updates' | 'claims' | 'conflicts' | 'extra'
> & { readonly url: string | null; readonly services: readonly string[] }

export function detailsText(incident: Incident): string {
  const { facets, trigger, updates, claims, conflicts, extra } = incident
  const url = incident.source.url
  // The spans hold the services of a record that has an impact.
  const services = incident.impacts.length > 0 ? [] : incident.services
  const lists =
    facets.length +
    updates.length +
    claims.length +
    conflicts.length +
    extra.length +
    services.length
  if (trigger === null && url === null && lists === 0) return ''
  // A table has a hundred thousand of these texts, and all but a few hold columns nobody asked for and nothing else.
  if (trigger === null && url === null && lists === extra.length) return extraOnly(extra)
  return JSON.stringify({
    facets,
    trigger,
    updates,
    claims,
    conflicts,
    extra,
    url,
    services,
  } satisfies Details)
}

/** What `JSON.stringify` makes of details with nothing but `extra`. */
function extraOnly(extra: Details['extra']): string {
  return `{"facets":[],"trigger":null,"updates":[],"claims":[],"conflicts":[],"extra":${JSON.stringify(extra)},"url":null,"services":[]}`
}

const blank = blankIncident({ file: '', row: 0, format: '' })

/** Details with nothing but these. */
export function plainDetails(facets: Details['facets'], extra: Details['extra']): string {
  return facets.length + extra.length === 0 ? '' : detailsText({ ...blank, facets, extra })
}
