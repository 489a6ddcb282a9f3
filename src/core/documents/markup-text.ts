import { UserError } from '../issue'

/** Elements of HTML: any other word behind "<" is text, such as `<pod>` or `< 5 ms`. */
const elements: ReadonlySet<string> = new Set(
  (
    'a abbr article aside b base blockquote body br button caption center code dd del details div dl dt em ' +
    'fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins ' +
    'label legend li link main math meta nav noscript object ol option p pre q s samp script section select ' +
    'small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead ' +
    'time title tr u ul var video audio'
  ).split(' '),
)
/** Elements whose content is no text of the page. */
const hidden: ReadonlySet<string> = new Set(
  'head iframe math noscript object script select style svg template textarea'.split(' '),
)
const blocks: ReadonlySet<string> = new Set(
  (
    'article aside blockquote caption center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 ' +
    'h6 header hr main nav ol p pre section table ul tr dt dd'
  ).split(' '),
)
/** Elements that have to be closed: what stays open is depth. */
const nested: ReadonlySet<string> = new Set(
  'article aside blockquote div dl fieldset footer form header main nav ol section span table ul'.split(
    ' ',
  ),
)
const deepest = 200
const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['middot', '·'],
  ['rarr', '→'],
  ['times', '×'],
  ['copy', '©'],
  ['deg', '°'],
])
const tag = /(\/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])/y

/** References such as `&amp;` and `&#39;` as the characters they stand for; unknown ones stay as they are. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities.get(name) ?? whole
      const point =
        decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10)
      const fits = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
      return fits ? String.fromCodePoint(point) : whole
    },
  )
}

/**
 * Plain text of a piece of HTML, in one pass: blocks and `<br>` begin lines, list items begin with "- ", spaces
 * collapse, scripts and styles go. The result is text, never markup. Throws a `UserError` for elements nested too deep.
 */
export function markupText(html: string): string {
  if (!html.includes('<')) return tidy(decodeReferences(html))
  const lower = html.toLowerCase()
  const lastQuote = { '"': html.lastIndexOf('"'), "'": html.lastIndexOf("'") }
  const out: string[] = []
  let depth = 0
  let at = 0
  let plain = 0
  const flush = (to: number) => {
    if (to > plain) out.push(decodeReferences(html.slice(plain, to).replace(/[ \t\r\n\f]+/g, ' ')))
  }
  for (;;) {
    at = html.indexOf('<', at)
    if (at < 0) break
    if (html.startsWith('<!--', at)) {
      flush(at)
      const end = html.indexOf('-->', at + 4)
      plain = at = end < 0 ? html.length : end + 3
      continue
    }
    tag.lastIndex = at + 1
    const found = tag.exec(html)
    const name = found?.[2]?.toLowerCase() ?? ''
    const declared = /^<[!?][a-z]/i.test(html.slice(at, at + 3))
    if (!declared && !elements.has(name)) {
      at++
      continue
    }
    const end = tagEnd(html, at, lastQuote)
    if (end < 0) break
    flush(at)
    plain = at = end
    if (declared) continue
    const closing = found?.[1] === '/'
    if (nested.has(name)) depth = Math.max(0, depth + (closing ? -1 : 1))
    if (depth > deepest)
      throw new UserError(
        `The page nests more than ${deepest} elements into each other, which no status page does`,
        'Copy the text of the page and import that.',
      )
    if (!closing && hidden.has(name)) {
      const close = lower.indexOf(`</${name}`, end)
      plain = at = close < 0 ? html.length : close
    }
    if (name === 'br') out.push('\n')
    else if (name === 'li' && !closing) out.push('\n- ')
    else if (blocks.has(name)) out.push(name === 'p' || name === 'div' ? '\n\n' : '\n')
    else if (name === 'td' || name === 'th') out.push(' ')
  }
  flush(html.length)
  return tidy(out.join(''))
}

/** Where the tag at `at` ends, past quoted attributes; -1 for a tag that never does. */
function tagEnd(html: string, at: number, lastQuote: { '"': number; "'": number }): number {
  let from = at
  for (;;) {
    const end = html.indexOf('>', from)
    if (end < 0) return -1
    const quote = /=\s*(["'])/g
    quote.lastIndex = from
    const open = quote.exec(html.slice(0, end))
    const mark = open?.[1]
    if (mark !== '"' && mark !== "'") return end + 1
    const opened = quote.lastIndex
    if (lastQuote[mark] < opened) return end + 1
    from = html.indexOf(mark, opened) + 1
  }
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
