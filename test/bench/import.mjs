// @ts-check
// What importing a large CSV through the built page costs, beside PapaParse's own reading of the
// same file in a worker of the same browser, in turns; how long the page was busy at a stretch; and
// how soon a cancelled import ends: `npm run build && node test/bench/import.mjs [rows] [rounds]`.
// Once with a column of causes, and once without, where they are found in the wording.
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { preview } from 'vite'
import { findBrowser } from '../support/browser.mjs'

const rows = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 5)
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'faultline-'))

const words =
  'database failover network latency deploy config certificate expired queue worker timeout retry customers payments gateway region cache disk'.split(
    ' ',
  )
const severities = ['critical', 'major', 'minor']
const causes = ['bad deploy', 'config change', 'capacity', 'network', 'database', 'dependency']

/**
 * Seeded: every run reads the same file.
 * @param {string} csv
 * @param {boolean} withCauses
 */
async function writeCsv(csv, withCauses) {
  let seed = 20171012
  const draw = (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const out = createWriteStream(csv)
  const cause = withCauses ? ['cause'] : []
  out.write(
    `id,title,text,services,severity,${[...cause, 'start_utc'].join(',')},end_utc,error_rate\n`,
  )
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
      ...cause.map(() => causes[draw(causes.length)]),
      new Date(from).toISOString(),
      new Date(to).toISOString(),
      `0.${draw(99)}`,
    ]
    if (!out.write(`${line.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} csv
 */
async function papaMs(context, csv) {
  const page = await context.newPage()
  await page.setContent('<input type="file" />')
  await page.setInputFiles('input', csv)
  const ms = await page.evaluate(async (papa) => {
    const file = document.querySelector('input')?.files?.[0]
    const work = `${papa}
      onmessage = ({ data }) => {
        const begun = performance.now()
        const complete = () => postMessage(performance.now() - begun)
        Papa.parse(data, { chunk: () => undefined, complete })
      }`
    const worker = new Worker(URL.createObjectURL(new Blob([work])))
    /** @type {Promise<number>} */
    const parsed = new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data)
    })
    worker.postMessage(file)
    return parsed
  }, papaParse)
  await page.close()
  return ms
}

/**
 * A page that keeps the lengths of its long tasks, when its worker was told to stop and did, and when each step of an
 * import was asked for and seen.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 */
async function workspace(context, url) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    /** @type {{ tasks: number[], steps: Record<string, number>, cancelledAt: number, stoppedAt: number }} */
    const seen = { tasks: [], steps: {}, cancelledAt: NaN, stoppedAt: NaN }
    Reflect.set(window, 'seen', seen)
    const note = (/** @type {string} */ step) => {
      seen.steps[step] ??= performance.now()
    }
    addEventListener('change', () => note('chosen'), { capture: true })
    addEventListener('click', () => note('clicked'), { capture: true })
    const shows = (/** @type {string} */ selector, /** @type {string} */ text) =>
      [...document.querySelectorAll(selector)].some((one) => one.textContent?.includes(text))
    new MutationObserver(() => {
      if (shows('button', 'Add to workspace')) note('read')
      if (seen.steps['clicked'] && shows('[role=status], h2, h3, p', 'Added to the workspace'))
        note('kept')
    }).observe(document, { childList: true, subtree: true, characterData: true })
    new PerformanceObserver((list) => {
      seen.tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)))
    }).observe({ type: 'longtask' })
    window.Worker = class extends Worker {
      /** @param {ConstructorParameters<typeof Worker>} how */
      constructor(...how) {
        super(...how)
        this.addEventListener('message', ({ data }) => {
          if (data.outcome?.kind === 'cancelled') seen.stoppedAt = performance.now()
        })
      }

      /**
       * @override
       * @param {any} message
       */
      postMessage(message) {
        if (message.type === 'cancel') seen.cancelledAt = performance.now()
        super.postMessage(message)
      }
    }
  })
  await page.goto(`${url}#/workspace/data`)
  const chooser = page.getByLabel('Files to import')
  await chooser.waitFor({ state: 'attached' })
  await page.evaluate(() => Reflect.get(window, 'seen').tasks.splice(0))
  return { page, chooser }
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 * @param {string} csv
 */
async function importMs(context, url, csv) {
  const { page, chooser } = await workspace(context, url)
  await chooser.setInputFiles(csv)
  const keep = page.getByRole('button', { name: 'Add to workspace' })
  // What it would do to the figures is worked out while a person looks at the rows.
  // Asked now and then, as asking in every frame would take a part of what is measured.
  const asked = { polling: 100, timeout: 300_000 }
  const told = () => document.body.textContent?.includes('this import takes')
  await page.waitForFunction(told, undefined, asked)
  await keep.click()
  await page.waitForFunction(() => Reflect.get(window, 'seen').steps.kept > 0, undefined, asked)
  const { tasks, steps } = await page.evaluate(() => Reflect.get(window, 'seen'))
  const ms = steps.read - steps.chosen + steps.kept - steps.clicked
  await page.close()
  return { ms, tasks }
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 * @param {string} csv
 */
async function cancelMs(context, url, csv) {
  const { page, chooser } = await workspace(context, url)
  await chooser.setInputFiles(csv)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.waitForFunction(() => Reflect.get(window, 'seen').stoppedAt > 0)
  const ms = await page.evaluate(() => {
    const { cancelledAt, stoppedAt } = Reflect.get(window, 'seen')
    return stoppedAt - cancelledAt
  })
  await page.close()
  return ms
}

const median = (/** @type {number[]} */ list) =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN

const papaParse = readFileSync(join(root, 'node_modules/papaparse/papaparse.min.js'), 'utf8')
const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
const browser = await chromium.launch(await findBrowser())
const url = server.resolvedUrls?.local[0] ?? ''

/** @param {boolean} withCauses */
async function measured(withCauses) {
  const csv = join(folder, 'incidents.csv')
  await writeCsv(csv, withCauses)
  /** @type {{ ours: number[], papas: number[], ratios: number[], cancels: number[], tasks: number[] }} */
  const found = { ours: [], papas: [], ratios: [], cancels: [], tasks: [] }
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext()
    const papa = await papaMs(context, csv)
    found.cancels.push(await cancelMs(context, url, csv))
    const { ms, tasks } = await importMs(context, url, csv)
    found.papas.push(papa)
    found.ours.push(ms)
    found.ratios.push(ms / papa)
    found.tasks.push(...tasks)
    await context.close()
  }
  return {
    rows,
    rounds,
    withCauses,
    importMs: Math.round(median(found.ours)),
    papaParseMs: Math.round(median(found.papas)),
    ratio: Number(median(found.ratios).toFixed(2)),
    longestTaskMs: Math.max(0, ...found.tasks),
    tasksOver50Ms: found.tasks.length,
    cancelMs: Math.round(median(found.cancels)),
    imports: found.ours.map(Math.round),
    papaParses: found.papas.map(Math.round),
  }
}

try {
  for (const withCauses of [true, false]) console.log(await measured(withCauses))
} finally {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
