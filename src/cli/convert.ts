import { writeCsv } from '../core/csv/export'
import { incidentsOf, defaultAsOf } from '../core/dashboard'
import { UserError } from '../core/issue'
import type { Snapshot } from '../core/snapshot'
import { convertOptions, parsedArguments } from './arguments'
import { readIncidents } from './reading'
import { shown, warnings } from './summary'

/** `faultline convert`: incident files of any format as our own CSV, or as a snapshot in JSON. */
export async function convert(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsedArguments(args, convertOptions)
  if (values.to !== 'csv' && values.to !== 'json')
    throw new UserError(
      values.to === undefined ? '--to is missing' : `--to ${values.to} is not known`,
      'Use --to csv or --to json.',
    )
  const reading = await readIncidents(positionals, values, Date.now())
  for (const { message } of reading.rejected) process.stderr.write(`rejected: ${shown(message)}\n`)
  for (const line of warnings(reading.issues)) process.stderr.write(`${shown(line)}\n`)
  const incidents = incidentsOf(reading, reading.blocks)
  if (values.to === 'csv') {
    process.stdout.write(writeCsv(incidents))
    return 0
  }
  const asOf = reading.settings.asOf ?? defaultAsOf(reading.frame)
  const snapshot: Snapshot = {
    schema: 'faultline/snapshot',
    version: 1,
    title: reading.settings.title,
    asOf,
    settings: reading.settings,
    incidents,
    batches: [
      {
        id: 'convert',
        name: positionals.join(', '),
        importedAt: asOf,
        contentHash: '',
        files: reading.files,
        issues: reading.issues,
        rejected: reading.rejected,
      },
    ],
  }
  process.stdout.write(`${JSON.stringify(snapshot)}\n`)
  return 0
}
