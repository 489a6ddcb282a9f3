// @ts-check
// What the figures of the Overview cost, beside one pass that sums the columns they are made from, in
// the same process: `node test/bench/compute.mjs [incidents] [rounds]`.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const count = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 5)
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'node_modules/.tmp/bench')

const entry = `
export { screenFigures } from '${root}src/core/answers'
export { FrameBuilder } from '${root}src/core/frame-builder'
export { blankIncident, plainImpact, causes, severities } from '${root}src/core/incident'
export { metricContext } from '${root}src/core/metric-context'
export { defaultQuery } from '${root}src/core/query'
export { contextReport } from '${root}src/core/report'
export { allowedPpm, defaultSettings } from '${root}src/core/settings'
`

/** The core as it is in a build. */
async function builtCore() {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'bench-entry',
        resolveId: (id) => (id === 'bench-entry' ? '\0bench-entry' : null),
        load: (id) => (id === '\0bench-entry' ? entry : null),
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { input: 'bench-entry', output: { entryFileNames: 'core.mjs' } },
    },
  })
  return import(pathToFileURL(join(folder, 'core.mjs')).href)
}

/** Seeded: 120 services of very different size, three years, lengths from minutes to days. */
function draws() {
  let seed = 20171012
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
}

/** @param {any} core */
function frameOf(core) {
  const draw = draws()
  const builder = new core.FrameBuilder(() => undefined)
  const begin = Date.UTC(2022, 0, 1)
  for (let i = 0; i < count; i++) {
    const from =
      begin + Math.floor(draw() * 36 * 30) * 86_400_000 + Math.floor(draw() * 86_400) * 1000
    const length = Math.exp(3.6 + 1.4 * (draw() + draw() + draw() - 1.5) * 2) * 60_000
    const to = draw() < 0.008 ? null : from + Math.round(length)
    const rate = Math.round(draw() * 100) / 100
    builder.add({
      ...core.blankIncident({ file: 'bench.csv', row: i, format: 'csv' }),
      id: `i${i}`,
      title: '',
      services: [`service-${Math.floor(120 * draw() ** 3)}`],
      severity: core.severities[Math.floor(draw() * 3)],
      cause: core.causes[Math.floor(draw() * core.causes.length)],
      impacts: [
        core.plainImpact(
          from,
          to,
          rate < 0.5 ? { value: rate, low: rate * 0.9, high: Math.min(1, rate * 1.1) } : null,
        ),
      ],
    })
  }
  return builder.finish()
}

/** One pass over the columns: what any figure of them costs at least. @param {any} frame */
function onePass({ incidents, spans }) {
  let sum = 0
  for (let i = 0; i < spans.count; i++) {
    const rate = spans.rate[i]
    const to = spans.to[i]
    if (to === to) sum += (to - spans.from[i]) * (rate === rate ? rate : 0.5)
    sum += spans.service[i] + incidents.cause[spans.incident[i]]
  }
  return sum
}

/** @param {number[]} list */
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN

const core = await builtCore()
const frame = frameOf(core)
const settings = {
  ...core.defaultSettings,
  slo: [{ target: 99.95, allowedPpm: core.allowedPpm(99.95), window: 'month', basis: 'raw' }],
  observation: { from: Date.UTC(2022, 0, 1), to: null },
}
const asOf = Date.UTC(2025, 0, 1)
const passes = []
const reports = []
const resolved = []
/** @type {Record<string, number[]>} */
const figures = Object.fromEntries(core.screenFigures.map((/** @type {string} */ id) => [id, []]))
for (let round = 0; round <= rounds; round++) {
  let begun = performance.now()
  onePass(frame)
  const pass = performance.now() - begun
  begun = performance.now()
  const context = core.metricContext(frame, core.defaultQuery, settings, asOf)
  const context_ms = performance.now() - begun
  const each = []
  for (const id of core.screenFigures) {
    const start = performance.now()
    core.contextReport(context, [id])
    each.push([id, performance.now() - start])
  }
  const whole = performance.now() - begun
  // The first one warms up.
  if (round === 0) continue
  passes.push(pass)
  reports.push(whole)
  resolved.push(context_ms)
  for (const [id, ms] of each) figures[id]?.push(ms)
}
rmSync(folder, { recursive: true, force: true })
console.log({
  incidents: count,
  onePass: Number(median(passes).toFixed(1)),
  report: Math.round(median(reports)),
  ratio: Number((median(reports) / median(passes)).toFixed(1)),
  question: Math.round(median(resolved)),
  ...Object.fromEntries(
    Object.entries(figures).map(([id, list]) => [id, Math.round(median(list))]),
  ),
})
