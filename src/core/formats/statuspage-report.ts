import { wholeText } from '../documents/whole-text'
import type { Format } from '../format'
import { readReports } from '../prose/reports'
import { postedLine, reportLine } from '../prose/structure'

/** Longest text read as reports, in UTF-16 units: thousands of reports, and far from what a page holds. */
const longest = 10_000_000
const anyPosted = new RegExp(postedLine.source, 'm')
const anyReport = new RegExp(reportLine.source, 'm')

/** The text of Atlassian Statuspage incident pages, saved or pasted, one or several in a file. */
export const statuspageReport: Format = {
  provenOn: 'pages of Spreedly and OpenAI',
  label: 'Status page report (text)',
  extensions: ['txt'],

  sniff(head) {
    if (/^\s*[<{[]/.test(head)) return 0
    const posted = anyPosted.test(head)
    if (anyReport.test(head)) return posted ? 0.98 : 0.8
    return posted ? 0.9 : 0
  },

  async read(input, sink, context) {
    const text = await wholeText(
      input,
      longest,
      'Split it into files of some hundred reports each, or import the incidents.json of the status page.',
    )
    readReports({ name: input.name, format: 'statuspage-report', text }, sink, context)
  },
}
