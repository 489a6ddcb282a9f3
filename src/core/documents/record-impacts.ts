import { instant, isDateProblem } from '../dates'
import { plainImpact, severities, type Impact, type Incident } from '../incident'
import { severity } from '../words'
import { isJsonList, isJsonObject, textIn, type JsonObject } from './json'

const startNames = ['startTime', 'start_time', 'started_at', 'startedAt', 'start']
const endNames = ['endTime', 'end_time', 'ended_at', 'endedAt', 'end']

/**
 * The incident with the times of impact that its record lists, such as the `IncidentImpacts` of Salesforce: each comes
 * before the times of the record itself, and the gravest severity of them stands where the record has none. `latest` is the latest plausible instant, epoch ms.
 */
export function withImpacts(incident: Incident, record: JsonObject, latest: number): Incident {
  const items = impactItems(record)
  const impacts = items.flatMap((item) => impactOf(item, latest) ?? [])
  if (items.length === 0 || impacts.length < items.length) return incident
  const ranks = items.map((item) => severity(textIn(item, 'severity'))?.severity ?? null)
  return {
    ...incident,
    severity: incident.severity ?? severities.find((one) => ranks.includes(one)) ?? null,
    impacts: impacts.toSorted((a, b) => a.from - b.from),
  }
}

function impactItems({ fields }: JsonObject): readonly JsonObject[] {
  for (const [name, value] of fields)
    if (/impacts$/i.test(name) && isJsonList(value)) return value.filter(isJsonObject)
  return []
}

function impactOf(item: JsonObject, latest: number): Impact | null {
  const [from, to] = [startNames, endNames].map((names) => {
    const text = names.map((name) => textIn(item, name)).find((one) => one !== '') ?? ''
    const reading = instant(text, { latest })
    return isDateProblem(reading) || !reading.zoneStated ? null : reading.at
  })
  if (from === null || from === undefined) return null
  return to !== null && to !== undefined && to < from ? null : plainImpact(from, to ?? null, null)
}
