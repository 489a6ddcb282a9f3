import { UserError } from '../core/issue'
import { analyze } from './analyze'
import { usage } from './arguments'
import { convert } from './convert'
import { shown } from './summary'
import { version } from '../../package.json'

/** Exit codes: 0 done, 1 finished with rejected rows under --strict, 2 wrong usage or unreadable input. */
async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'analyze') return analyze(args)
  if (command === 'convert') return convert(args)
  if (command === '--version') {
    process.stdout.write(`faultline ${version}\n`)
    return 0
  }
  if (command === '--help' || command === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  throw new UserError(
    command === undefined ? 'No command given' : `${command} is not a command`,
    'See faultline --help.',
  )
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`faultline: ${sentence(error.message)} ${sentence(error.hint)}\n`)
  process.exitCode = 2
}

/** The text on one line, with a full stop unless it ends in a mark of its own. */
function sentence(text: string): string {
  const line = shown(text).trim()
  return /[.?!]$/.test(line) ? line : `${line}.`
}
