// @ts-check
// Finds a Chromium for the browser tests, fetches one from npm when there is none, or says how to
// get one.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/** The browser itself lies in the package (Linux x64). The last version that admits Node 20. */
const PACKED = '@sparticuz/chromium@147.0.0'
const HOME = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url))

const PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const ADVICE = `The browser tests found no Chromium. One of these is enough:
  CHROMIUM_PATH=/path/to/chrome npm test
  apt-get update && apt-get install -y chromium        (Debian, Ubuntu; as root)
  npx playwright-core install --with-deps chromium     (elsewhere)
Everything but the browser tests runs without one: npm run test:unit`

/**
 * What Playwright's `launchOptions` want. Throws when there is no browser and none can be fetched.
 * @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>}
 */
export async function findBrowser() {
  // Copied first: unpacking the packed browser leaves its own library paths in process.env.
  const env = textsOf(process.env)
  const executablePath = named() ?? onPath() ?? inUsualPlace() ?? (await packed())
  if (executablePath === undefined) throw new Error(ADVICE)
  return { executablePath, args: flags(), env }
}

/** Quiet and repeatable. A process of root cannot be sandboxed. */
function flags() {
  const always = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--disable-sync',
    '--force-color-profile=srgb',
    '--no-default-browser-check',
    '--no-first-run',
  ]
  return process.getuid?.() === 0 ? [...always, '--no-sandbox'] : always
}

function named() {
  const path = process.env['CHROMIUM_PATH']
  if (path && !runs(path)) throw new Error(`CHROMIUM_PATH names ${path}, which cannot be run`)
  return path || undefined
}

function onPath() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.flatMap((folder) => PROGRAMS.map((name) => join(folder, name))).find(runs)
}

function inUsualPlace() {
  return [...INSTALLED, chromium.executablePath()].find(runs)
}

/** @returns {Promise<string | undefined>} */
async function packed() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  if (!existsSync(join(HOME, 'node_modules/@sparticuz/chromium'))) {
    if (process.env['NO_BROWSER_DOWNLOAD']) return undefined
    console.error(`No Chromium here: fetching ${PACKED} (64 MiB, once; NO_BROWSER_DOWNLOAD=1: off)`)
    mkdirSync(HOME, { recursive: true })
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', HOME]
    const npm = spawnSync('npm', ['install', ...options, PACKED], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (npm.status !== 0) return undefined
  }
  const before = { ...process.env }
  // Read by the package while it loads: they make it unpack the libraries and fonts that a bare
  // machine lacks, and say where.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x'
  process.env['TMPDIR'] = join(HOME, 'unpacked')
  mkdirSync(process.env['TMPDIR'], { recursive: true })
  try {
    const loaded = createRequire(join(HOME, 'anchor.cjs'))('@sparticuz/chromium')
    return await (loaded.default ?? loaded).executablePath()
  } finally {
    process.env = before
  }
}

/** @param {string} path */
function runs(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function textsOf(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
