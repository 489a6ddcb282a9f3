/** Sections of a postmortem, by the names they have without a mark in front: `Root cause:`, `2. Timeline (UTC)`. */
const names =
  '(?:(?:executive|issue|incident) )?summary|overview|background|(?:customer |business )?impact|detection|what happened|what went wrong|(?:the )?root causes?(?: analysis| and resolution)?|contributing factors|timeline|resolution(?: and recovery)?|mitigation|recovery|remediation|corrective (?:and preventative )?(?:actions|measures)|action items|follow-?ups?|lessons learn(?:ed|t)|next steps'
const line = `^[ \\t]*(?:\\d{1,2}[.)]?[ \\t]+)?(${names})\\b[^\\n.]{0,30}$`
const telling =
  /^(?:the )?(?:root cause|timeline|what happened|what went wrong|lessons|contributing)/i

/** Where a line that names a section begins in a text, or -1; `which` limits it to a name. */
export function sectionAt(text: string, which?: RegExp): number {
  const found = [...text.matchAll(new RegExp(line, 'gim'))].find(
    ([, name = '']) => which === undefined || which.test(name),
  )
  return found?.index ?? -1
}

/** Whether a text without headings is divided like a postmortem. */
export function hasSections(text: string): boolean {
  const found = [...text.matchAll(new RegExp(line, 'gim'))].map(([, name = '']) =>
    name.toLowerCase(),
  )
  return new Set(found).size > 1 && found.some((name) => telling.test(name))
}

/** Whether a line only names a section. */
export function isSection(text: string): boolean {
  return new RegExp(line, 'i').test(text)
}
