import { isSection } from './section-names'

/** Headings that hold a field of the document, not the name of what happened. */
const field =
  /^(?:owners?|authors?|involved|participants|attendees|meeting|call recording|date|status|severity|incident id|id|reported|service)\b[^:\n]{0,40}:/i
/** A heading that stands in every document of its kind; the name of the incident is in the text below. */
const generic =
  /^(?:(?:incident )?(?:title|post-?mortem|reports?|review)|(?:executive )?(?:summary|overview))$/i
const titleField = /^(?:incident )?(?:title|name):[ \t]*(\S[^\n]*)$/i
const leadingDay =
  /^(?:incident (?:date:|on)\s*)?(?:\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4})[\s,:–-]*(?=\S)/i
const emphasis = /(?<![\w*_])[*_]{1,2}([^*_\n]+)[*_]{1,2}(?![\w*_])/g

export interface MarkdownTitle {
  /** The heading, or what stands for it, or ''. */
  readonly words: string
  /** Where the text behind it begins, UTF-16 units. */
  readonly charEnd: number
}

/** What names the subject of a Markdown text whose body begins at `bodyAt`: its heading, or the text below a generic one. */
export function markdownTitle(text: string, bodyAt: number): MarkdownTitle {
  const first = /^#{1,6}[ \t]+([^\n]+)/.exec(text)
  const headings = [
    ...(first ? [{ heading: first, at: 0 }] : []),
    ...[...text.slice(bodyAt).matchAll(/^#{1,2}[ \t]+([^\n]+)$/gm)].map((heading) => ({
      heading,
      at: bodyAt + heading.index,
    })),
  ].map(({ heading: [whole, words = ''], at }) => ({
    words: words.replace(/#+\s*$/, '').trim(),
    charEnd: at + whole.length,
  }))
  const found = headings.find(({ words }) => !field.test(words)) ?? headings[0]
  if (!found) return firstLine(text, bodyAt)
  if (!generic.test(found.words)) return found
  return { ...found, words: below(text.slice(found.charEnd)) || found.words }
}

/** Of a text without headings: the first of its first lines that is no field and no section. */
function firstLine(text: string, bodyAt: number): MarkdownTitle {
  let from = bodyAt
  for (const line of text.slice(bodyAt).split('\n', 12)) {
    const words = line.trim()
    if (words !== '' && words.length <= 160 && ![field, generic].some((one) => one.test(words)))
      return isSection(words) || titleField.test(words)
        ? { words: titleField.exec(words)?.[1] ?? '', charEnd: from + line.length }
        : { words, charEnd: from + line.length }
    from += line.length + 1
  }
  return { words: '', charEnd: bodyAt }
}

/** A line on its own below a heading, or the first sentence of the paragraph there. */
function below(text: string): string {
  const paragraph = /^\s*([^\s#|*>-](?:[^\n]|\n(?!\s*\n)){2,2000})\n\s*\n/.exec(text)?.[1] ?? ''
  const line = paragraph.replace(/\s*\n\s*/g, ' ').trim()
  if (line.length <= 150) return line
  const sentence = /^.{20,200}?[.!?](?= [A-Z])/.exec(line)?.[0] ?? ''
  return sentence.replace(/\.$/, '')
}

/** A title without the day in front and without marks of Markdown. */
export function plainTitle(words: string): string {
  return words.replace(leadingDay, '').replace(emphasis, '$1')
}
