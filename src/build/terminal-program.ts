import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const SHEBANG = '#!/usr/bin/env node\n'

/** Makes the built command line a program that can be run by its name. */
export function terminalProgram(): Plugin {
  return {
    name: 'faultline:terminal-program',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.isEntry && !file.code.startsWith('#!')) {
          file.code = SHEBANG + file.code
        }
      }
    },
    writeBundle({ dir = '' }, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.isEntry) chmodSync(join(dir, file.fileName), 0o755)
      }
    },
  }
}
