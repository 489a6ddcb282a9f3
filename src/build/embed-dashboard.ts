import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runnerImport, type HtmlTagDescriptor, type Plugin } from 'vite'

const CONFIG = 'faultline.yaml'

interface FirstScreenModule {
  /** What the page shows of a snapshot before anything is asked, as JSON. */
  readonly firstScreen: (snapshotText: string) => Promise<string>
}

interface Embedded {
  readonly snapshot: string
  readonly firstScreen: string
}

interface DashboardModule {
  /** One snapshot as JSON. The message of its error names the file, the row and the reason. */
  readonly buildSnapshot: (
    files: { name: string; bytes: Uint8Array }[],
    configText: string | null,
  ) => Promise<string>
}

/**
 * Puts what lies in data/dashboard/ into the page as its snapshot, with live reload while serving.
 * A file that cannot be read fails the build in one line.
 */
export function embedDashboard(): Plugin {
  let root = ''
  let built: Promise<Embedded | null> | undefined
  return {
    name: 'faultline:embed-dashboard',
    async configResolved(config) {
      root = config.root
      // Before the bundler starts, which would wrap the reason in a stack of its own.
      if (config.command === 'build') await (built = readEmbedded(root))
    },
    configureServer(server) {
      const folder = dashboardFolder(root)
      server.watcher.add(folder)
      server.watcher.on('all', (_event, path) => {
        if (resolve(path).startsWith(folder)) server.ws.send({ type: 'full-reload' })
      })
    },
    async transformIndexHtml() {
      const embedded = await (built ?? readEmbedded(root))
      if (embedded === null) return []
      return [data('snapshot', embedded.snapshot), data('first-screen', embedded.firstScreen)]
    },
  }
}

function data(id: string, json: string): HtmlTagDescriptor {
  return {
    tag: 'script',
    attrs: { type: 'application/json', id },
    children: escapeJson(json),
    injectTo: 'body',
  }
}

/** JSON that is still the same JSON, and inert anywhere in a page. */
export function escapeJson(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function dashboardFolder(root: string): string {
  return join(root, 'data', 'dashboard')
}

async function readEmbedded(root: string): Promise<Embedded | null> {
  const folder = dashboardFolder(root)
  const names = existsSync(folder) ? visibleFiles(folder) : []
  const files = names
    .filter((name) => name !== CONFIG)
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }))
  if (files.length === 0) return null
  const config = names.includes(CONFIG) ? readFileSync(join(folder, CONFIG), 'utf8') : null
  const load = async <Module>(path: string) => {
    const options = { root, configFile: false, logLevel: 'error' } as const
    return (await runnerImport<Module>(join(root, path), options)).module
  }
  const { buildSnapshot } = await load<DashboardModule>('src/core/dashboard.ts')
  const { firstScreen } = await load<FirstScreenModule>('src/io/first-screen.ts')
  try {
    const snapshot = await buildSnapshot(files, config)
    return { snapshot, firstScreen: await firstScreen(snapshot) }
  } catch (error) {
    throw inOneLine(error)
  }
}

function visibleFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted()
}

/** The reason alone: the stack would lead a reader into code that is not at fault. */
function inOneLine(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  const plain = new Error(`data/dashboard: ${reason.replace(/\s*\n\s*/g, '; ')}`)
  plain.stack = plain.message
  return plain
}
