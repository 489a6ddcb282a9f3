import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Before any test process starts: a reading that leans on the machine's zone or language must fail
// the same way everywhere.
process.env['TZ'] = 'UTC'
process.env['LC_ALL'] = 'C'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.tmp/vitest',
  test: {
    // A property runs hundreds of cases, and continuous integration has two cores.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/fast-check.ts'],
        },
      },
    ],
  },
})
