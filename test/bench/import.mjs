// @ts-check
// What importing a large CSV through the built page costs, beside PapaParse's own reading of the
// same file in the same browser: `npm run build && node test/bench/import.mjs [rows] [rounds]`.
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { preview } from 'vite'
import { findBrowser } from '../support/browser.mjs'

const rows = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 3)
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'faultline-'))
const csv = join(folder, 'incidents.csv')

const words =
  'database failover network latency deploy config certificate expired queue worker timeout retry customers payments gateway region cache disk'.split(
    ' ',
  )
const severities = ['critical', 'major', 'minor']

/** Seeded: every run reads the same file. */
async function writeCsv() {
  let seed = 20171012
  const draw = (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const out = createWriteStream(csv)
  out.write('id,title,text,services,severity,start_utc,end_utc,error_rate\n')
  for (let i = 0; i < rows; i++) {
    const from = 1_500_000_000_000 + draw(1_000_000) * 90_000
    const to = from + draw(7200) * 1000
    const text = Array.from({ length: 30 }, () => `${words[draw(words.length)]}${draw(99)}`)
    const line = [
      `INC-${i}`,
      `Outage of ${words[draw(words.length)]} ${i}`,
      `"${text.join(' ')}, ""as reported"""`,
      `service-${draw(120)}`,
      severities[draw(3)],
      new Date(from).toISOString(),
      new Date(to).toISOString(),
      `0.${draw(99)}`,
    ]
    if (!out.write(`${line.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

/** @param {import('playwright-core').BrowserContext} context */
async function papaMs(context) {
  const page = await context.newPage()
  await page.setContent('<input type="file" />')
  await page.addScriptTag({ path: join(root, 'node_modules/papaparse/papaparse.min.js') })
  await page.setInputFiles('input', csv)
  const ms = await page.evaluate(async () => {
    const file = document.querySelector('input')?.files?.[0]
    const Papa = Reflect.get(window, 'Papa')
    const begun = performance.now()
    await new Promise((resolve) => Papa.parse(file, { chunk: () => undefined, complete: resolve }))
    return performance.now() - begun
  })
  await page.close()
  return ms
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 */
async function importMs(context, url) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    /** @type {number[]} */
    const tasks = []
    Reflect.set(window, 'longTasks', tasks)
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)))
    }).observe({ type: 'longtask' })
  })
  await page.goto(`${url}#/workspace/data`)
  const chooser = page.getByLabel('Files to import')
  await chooser.waitFor({ state: 'attached' })
  await page.evaluate(() => Reflect.get(window, 'longTasks').splice(0))
  const begun = performance.now()
  await chooser.setInputFiles(csv)
  await page.getByText('Added to the workspace').waitFor({ timeout: 300_000 })
  const ms = performance.now() - begun
  /** @type {number[]} */
  const longTasks = await page.evaluate(() => Reflect.get(window, 'longTasks'))
  await page.close()
  return { ms, longTasks }
}

const median = (/** @type {number[]} */ list) =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN

await writeCsv()
const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
const browser = await chromium.launch(await findBrowser())
const ours = []
const papas = []
const tasks = []
try {
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext()
    papas.push(await papaMs(context))
    const { ms, longTasks } = await importMs(context, server.resolvedUrls?.local[0] ?? '')
    ours.push(ms)
    tasks.push(...longTasks)
    await context.close()
  }
} finally {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
console.log({
  rows,
  import: Math.round(median(ours)),
  papaParse: Math.round(median(papas)),
  ratio: Number((median(ours) / median(papas)).toFixed(2)),
  longTasks: tasks,
})
