import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformWithOxc, type Plugin } from 'vite'

const SOURCE = fileURLToPath(new URL('../io/offline.worker.ts', import.meta.url))

/**
 * Makes the hosted page one that can be installed and works offline: the link to its manifest, and
 * sw.js with the list of everything this build made and an id over all of it.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'faultline:service-worker',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: './faultline.webmanifest' } },
    ],
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const contents = new Map<string, string | Uint8Array>()
        for (const file of Object.values(bundle)) {
          contents.set(file.fileName, file.type === 'chunk' ? file.code : file.source)
        }
        const { publicDir } = this.environment.config
        for (const path of filesBelow(publicDir)) {
          contents.set(relative(publicDir, path).replaceAll('\\', '/'), readFileSync(path))
        }
        const names = [...contents.keys()].toSorted()
        const source = readFileSync(SOURCE, 'utf8')
        const digest = createHash('sha256').update(source)
        for (const name of names) digest.update(name).update(contents.get(name) ?? '')
        const build = {
          id: digest.digest('hex').slice(0, 12),
          files: ['./', ...names.filter((name) => name !== 'index.html')],
        }
        const { code } = await transformWithOxc(source, SOURCE)
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: `const BUILD = ${JSON.stringify(build)}\n${code}`,
        })
      },
    },
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
