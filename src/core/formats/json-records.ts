import { readRecords } from '../documents/record-table'
import { isYamlRecords } from '../documents/yaml-head'
import type { Format } from '../format'

/** Any list of incidents in JSON, JSON Lines or YAML; its fields are recognised by their names, like the columns of a table. */
export const jsonRecords: Format = {
  provenOn: "GitHub's incidents as JSON lines",
  label: 'JSON and YAML records',
  extensions: ['.json', '.jsonl', '.ndjson', '.yaml', '.yml'],
  sniff: (head) => (/^\s*[{[]/.test(head) || isYamlRecords(head) ? 0.4 : 0),
  read: readRecords,
}
