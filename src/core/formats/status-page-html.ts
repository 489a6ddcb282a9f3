import { markupText } from '../documents/markup-text'
import { wholeText } from '../documents/whole-text'
import type { Format } from '../format'
import { UserError } from '../issue'
import { readReports } from '../prose/reports'

const longest = 16_000_000

/** What an incident's page has and a sign-in page saved in its place has not. */
const signs = /Incident Report for|data-var=|incident|Posted /i

/** The page of an incident on Atlassian Statuspage, saved by a browser: its text is read like a report. */
export const statusPageHtml: Format = {
  provenOn: null,
  label: 'Status page (saved HTML)',
  extensions: ['.html', '.htm'],

  sniff(head) {
    if (!/^\s*(?:<!--|<!doctype html|<html|<head|<body|<div|<p|<h1|<meta)/i.test(head)) return 0
    return signs.test(head) ? 0.95 : 0.4
  },

  async read(input, sink, context) {
    const html = await wholeText(input, longest, 'Save the page of one incident.')
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
    readReports({ name: input.name, format: 'status-page-html', text }, sink, context)
  },
}
