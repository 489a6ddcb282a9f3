// @ts-check
// The unit tests with many more generated cases: FAST_CHECK_RUNS, or ten thousand.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'test/vitest.config.ts', '--testTimeout', '600000'],
  { stdio: 'inherit', env: { FAST_CHECK_RUNS: '10000', ...process.env } },
)
process.exitCode = run.status ?? 1
