import { providerOf } from '../documents/entry-title'
import { isJsonObject, readJson } from '../documents/json'
import { decodeReferences, markupText } from '../documents/markup-text'
import { readMonths } from '../documents/page-months'
import { readPage, type PageTitles } from '../documents/page-text'
import { wholeText } from '../documents/whole-text'
import type { Format } from '../format'
import { UserError } from '../issue'

const longest = 16_000_000

/** What an incident's page has and a sign-in page saved in its place has not. */
const signs = /Incident Report for|data-var=|incident|Posted /i
/** The history that a page of Statuspage is drawn from. */
const history = /data-react-class="HistoryIndex"\s+data-react-props="([^"]*)"/

/** A page of Atlassian Statuspage, saved by a browser: of an incident, of the present state, or of its history; and Azure's history. */
export const statusPageHtml: Format = {
  provenOn: 'pages of Agorapulse, Travis CI, GitHub and Azure',
  label: 'Status page (saved HTML)',
  extensions: ['.html', '.htm'],

  sniff(head) {
    if (!/^\s*(?:<!--|<!doctype html|<html|<head|<body|<div|<p|<h1|<meta)/i.test(head)) return 0
    return signs.test(head) ? 0.95 : 0.4
  },

  async read(input, sink, context) {
    const html = await wholeText(input, longest, 'Save the page of one incident.')
    const file = { name: input.name, format: 'status-page-html' }
    const props = history.exec(html)?.[1]
    if (props !== undefined) {
      const text = decodeReferences(props)
      readMonths(...historyIn(text, input.name), file, sink, context)
      return
    }
    const text = markupText(html)
    if (text === '')
      throw new UserError(
        `${input.name}: the page holds no text`,
        'Open the page of the incident in a browser and save it again.',
      )
    if (!signs.test(html))
      throw new UserError(
        `${input.name}: a web page that speaks of no incident, such as a sign-in page`,
        'Sign in, then export or save the page of the incident again.',
      )
    readPage(file, text, titlesOf(html), sink, context)
  },
}

function historyIn(text: string, file: string) {
  try {
    const { value, faults } = readJson(text)
    if (isJsonObject(value)) return [value, { text, faults }] as const
  } catch {
    // Told below: where in the decoded text it breaks helps nobody.
  }
  throw new UserError(
    `${file}: the history in the page cannot be read`,
    'Save the page again, or import its history.json.',
  )
}

/** Longest markup of a title, UTF-16 units. */
const longestTitle = 2000
const tag = /<(a|div|span|h[1-6])\b([^<>]{0,1000})>/gi

/** The titles that link to incidents or head one, each with the impact in the class of what it stands in. */
function titlesOf(html: string): PageTitles {
  const titles: { title: string; impact: string; id: string }[] = []
  let impact = ''
  for (const found of html.matchAll(tag)) {
    const [whole, name = '', attributes = ''] = found
    impact = /\bimpact-(none|minor|major|critical|maintenance)\b/.exec(attributes)?.[1] ?? impact
    const id = /\/incidents\/([a-z0-9]{8,20})\b/.exec(attributes)?.[1] ?? ''
    const links = name.toLowerCase() === 'a' && (id !== '' || /\bincident-title\b/.test(attributes))
    if (!links && !/\bincident-name\b/.test(attributes)) continue
    const from = found.index + whole.length
    const inside = html.slice(from, from + longestTitle)
    const title = markupText(inside.slice(0, Math.max(0, inside.indexOf(`</${name}>`))))
    if (title !== '') titles.push({ title, impact, id })
    impact = ''
  }
  const head = /<title[^<>]{0,200}>([^<]{1,200})/i.exec(html)?.[1] ?? ''
  return { titles, provider: providerOf(decodeReferences(head).trim()) }
}
