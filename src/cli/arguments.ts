import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UserError } from '../core/issue'

export const usage = `faultline analyze FILE… [--config FILE] [--from ISO] [--to ISO] [--as-of ISO] [--time-zone ZONE]
                  [--rule NAME] [--service NAME]… [--slo 99.95]… [--map FIELD=COLUMN]…
                  [--dates day-first|month-first] [--error-rate ratio|percent] [--duration UNIT] [--encoding NAME]
                  [--compare previous|year] [--what-if drop=CAUSE|detection=0.5|restore=0.5|cap=30]…
                  [--by day|week|month|quarter|year] [--why FIGURE]
                  [--json] [--strict]
faultline convert FILE… --to csv|json [--config FILE] [--time-zone ZONE] [--map FIELD=COLUMN]… [--encoding NAME]
faultline --help | --version

A FILE may be a folder or an archive.`

const reading = {
  config: { type: 'string' },
  'time-zone': { type: 'string' },
  map: { type: 'string', multiple: true },
  dates: { type: 'string' },
  'error-rate': { type: 'string' },
  duration: { type: 'string' },
  encoding: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

export const analyzeOptions = {
  ...reading,
  from: { type: 'string' },
  to: { type: 'string' },
  'as-of': { type: 'string' },
  rule: { type: 'string' },
  service: { type: 'string', multiple: true },
  slo: { type: 'string', multiple: true },
  compare: { type: 'string' },
  'what-if': { type: 'string', multiple: true },
  by: { type: 'string' },
  why: { type: 'string' },
  json: { type: 'boolean' },
  strict: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

export const convertOptions = {
  ...reading,
  to: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

/** Values and files of a command line. Throws a `UserError` for an unknown option. */
export function parsedArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UserError(
      error instanceof Error ? error.message.split('. ')[0]! : 'Unreadable arguments',
      'See faultline --help.',
    )
  }
}
