import { isJsonObject } from '../documents/json'
import { jsonDocument } from '../documents/json-records'
import { readMonths } from '../documents/page-months'
import type { Format } from '../format'
import { UserError } from '../issue'

/**
 * `history.json` of Atlassian Statuspage: months with incidents, each with its last message and a time that states no
 * year. Components and earlier posts are not in it.
 */
export const statuspageHistory: Format = {
  provenOn: "GitHub's history of August 2026",
  label: 'Statuspage history (JSON)',
  extensions: ['.json'],

  sniff(head) {
    if (!/^\s*\{/.test(head) || !/"months"\s*:\s*\[/.test(head)) return 0
    return /"incidents"\s*:\s*\[/.test(head) && /"year"\s*:/.test(head) ? 0.96 : 0
  },

  async read(input, sink, context) {
    const document = await jsonDocument(input)
    const { value } = document
    if (!isJsonObject(value))
      throw new UserError(
        `${input.name} holds no months of incidents`,
        'Save history.json of the status page again.',
      )
    const file = { name: input.name, format: 'statuspage-history' }
    readMonths(value, document, file, sink, context)
  },
}
