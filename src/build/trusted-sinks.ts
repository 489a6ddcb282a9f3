import type { Plugin } from 'vite'

const EMPTYING = /\.innerHTML = '';/g

/**
 * React Aria empties its live regions through `innerHTML`, which Trusted Types refuse even for the
 * empty text. `textContent` does the same.
 */
export function trustedSinks(): Plugin {
  return {
    name: 'faultline:trusted-sinks',
    apply: 'build',
    transform(code, id) {
      if (!/node_modules\/react-aria\//.test(id) || !EMPTYING.test(code)) return null
      return { code: code.replace(EMPTYING, ".textContent = '';"), map: null }
    },
  }
}
