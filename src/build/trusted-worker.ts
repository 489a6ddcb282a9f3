import type { Plugin } from 'vite'

const INLINE_WORKER = /[?&]worker&inline\b/
const CODE = /^const jsContent = (".*");$/m

/**
 * Vite's wrapper for an inlined worker makes its script URL from plain text, which the page's
 * Trusted Types refuse. In a build the worker is started by our own policy instead.
 */
export function trustedWorker(): Plugin {
  return {
    name: 'faultline:trusted-worker',
    apply: 'build',
    enforce: 'post',
    transform(wrapper, id) {
      if (!INLINE_WORKER.test(id)) return null
      const code = CODE.exec(wrapper)?.[1]
      if (code === undefined) return this.error(`Vite's wrapper of ${id} has changed its shape`)
      return {
        code: `import { startInlineWorker } from '/src/io/trusted-types.ts'
export default function InlineWorker() { return startInlineWorker(${code}) }`,
        map: { mappings: '' },
      }
    },
  }
}
