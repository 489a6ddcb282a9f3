import { severities, type Severity } from './incident'
import { rulePresets } from './rule'

/**
 * The question on screen: everything that decides which figures are shown. It lives in the URL hash, so every screen
 * is a link. `period` is a token read by `resolvePeriod`.
 */
export interface Query {
  readonly view: string
  readonly period: string
  readonly compare: 'none' | 'previous' | 'year'
  /** Canonical service names; empty = all. */
  readonly services: readonly string[]
  readonly severities: readonly (Severity | 'unknown')[]
  /** Cause categories or labels; `unclassified` stands for none. */
  readonly causes: readonly string[]
  /** Id of a rule preset or name of the configured rule; '' = the configured one. */
  readonly rule: string
  /** Flags of which the records listed carry one, such as `excluded`; empty = all. Figures do not heed it, nor the search. */
  readonly flags: readonly string[]
  readonly search: string
  /** Column id, with a leading `-` for descending. */
  readonly sort: string
  /** Id of the incident that is open, or ''. */
  readonly incident: string
}

export const defaultQuery: Query = {
  view: 'overview',
  period: 'all',
  compare: 'none',
  services: [],
  severities: [],
  causes: [],
  rule: '',
  flags: [],
  search: '',
  sort: '-start',
  incident: '',
}

/** `#/view?…`, with what equals the default left out. */
export function queryHash(query: Query): string {
  const parameters: string[] = []
  const put = (name: string, value: string) => {
    if (value !== '') parameters.push(`${name}=${encodeURIComponent(value)}`)
  }
  if (query.period !== defaultQuery.period) put('period', query.period)
  if (query.compare !== defaultQuery.compare) put('compare', query.compare)
  for (const service of query.services) put('service', service)
  for (const severity of query.severities) put('severity', severity)
  for (const cause of query.causes) put('cause', cause)
  put('rule', query.rule)
  for (const flag of query.flags) put('flag', flag)
  put('q', query.search)
  if (query.sort !== defaultQuery.sort) put('sort', query.sort)
  put('incident', query.incident)
  return `#/${query.view}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`
}

/** The query a hash asks for. Unknown or unreadable parts fall back to the default: a hand-typed link never breaks the page. */
export function queryFromHash(hash: string): Query {
  const text = hash.replace(/^#?\/?/, '')
  const mark = text.indexOf('?')
  const view = mark < 0 ? text : text.slice(0, mark)
  const values = new Map<string, string[]>()
  for (const part of mark < 0 ? [] : text.slice(mark + 1).split('&')) {
    const [name = '', value = ''] = part.split(/=(.*)/s)
    const list = values.get(name) ?? []
    list.push(decoded(value))
    values.set(name, list)
  }
  const one = (name: string) => values.get(name)?.[0] ?? ''
  const compare = one('compare')
  const rule = one('rule')
  return {
    view: /^[a-z/-]+$/.test(view) ? view : defaultQuery.view,
    period: one('period') || defaultQuery.period,
    compare: compare === 'previous' || compare === 'year' ? compare : 'none',
    services: values.get('service') ?? [],
    severities: (values.get('severity') ?? []).filter(isSeverityFilter),
    causes: values.get('cause') ?? [],
    rule: Object.hasOwn(rulePresets, rule) ? rule : '',
    flags: values.get('flag') ?? [],
    search: one('q'),
    sort: one('sort') || defaultQuery.sort,
    incident: one('incident'),
  }
}

function isSeverityFilter(word: string): word is Severity | 'unknown' {
  return word === 'unknown' || severities.some((severity) => severity === word)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
