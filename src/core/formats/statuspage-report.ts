import { pageLikeness, readPage } from '../documents/page-text'
import { wholeText } from '../documents/whole-text'
import type { Format } from '../format'

/** Longest text read as reports, in UTF-16 units: thousands of reports, and far from what a page holds. */
const longest = 10_000_000

/** The text of Atlassian Statuspage, saved or pasted: pages of incidents, one or several in a file, or the page that lists them. */
export const statuspageReport: Format = {
  provenOn: 'pages of Spreedly and OpenAI',
  label: 'Status page report (text)',
  extensions: ['txt'],

  sniff: (head) => (/^\s*[<{[]/.test(head) ? 0 : pageLikeness(head)),

  async read(input, sink, context) {
    const text = await wholeText(
      input,
      longest,
      'Split it into files of some hundred reports each, or import the incidents.json of the status page.',
    )
    const file = { name: input.name, format: 'statuspage-report' }
    readPage(file, text, { titles: [], provider: null }, sink, context)
  },
}
