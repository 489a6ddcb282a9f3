import { abbreviationOffset } from '../zones'
import { zonePattern, zoneText, type ZoneText } from './times'

/** What is searched for it, UTF-16 units: a text says it near its top. */
const reach = 50_000
const word = new RegExp(`(?<![\\w/])(?:${zonePattern})(?![\\w/])`)
const clauses = [
  /\b(?:[Aa]ll|ALL|[Tt]he) (?:[Tt]imes|TIMES)\b([^\n.;|]{1,80})/g,
  /\b(?:[Tt]imes|TIMES) (?:(?:below|here|listed|given|shown|stated) ){0,3}(?:are |is )?in ([^\n.;|]{1,60})/g,
  new RegExp(
    `\\b[Tt]ime(?:s|line)? ?\\((?:[Aa]ll )?(?:[Tt]imes )?(?:are )?(?:in )?(${zonePattern})\\)`,
    'g',
  ),
  new RegExp(`^\\|[ \\t]*(?:(?:[Dd]ate|[Tt]ime|[Ww]hen) )?(${zonePattern})[ \\t]*\\|`, 'gm'),
]

/**
 * The zone that a text states for its times as a whole: "All times in PST", "(all times are US/Pacific)",
 * "## Timeline (UTC)", or the header of a table. null where it states none that is known.
 */
export function statedZone(text: string): ZoneText | null {
  const head = text.slice(0, reach)
  for (const clause of clauses)
    for (const [, words = ''] of head.matchAll(clause)) {
      const zone = zoneText(word.exec(words)?.[0] ?? '')
      if (isKnown(zone)) return zone
    }
  return null
}

function isKnown(zone: ZoneText): boolean {
  const someDay = { year: 2024, month: 1, day: 1 }
  return zone.kind !== 'abbreviation' || abbreviationOffset(zone.name, someDay) !== null
}
