import { configureGlobal } from 'fast-check'

// A fixed seed keeps the everyday suite repeatable; the long run raises the number of cases.
configureGlobal({ seed: 20171012, numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 500) })
