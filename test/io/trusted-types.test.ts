import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type Rules = { createScriptURL(url: string): string }
let rules: Rules | undefined
let started: string[]

beforeEach(() => {
  vi.resetModules()
  rules = undefined
  started = []
  vi.stubGlobal('document', { baseURI: 'https://example.test/some/page.html#/incidents' })
  vi.stubGlobal('Worker', function Worker(url: string) {
    started.push(url)
  })
  vi.stubGlobal('trustedTypes', {
    createPolicy: (name: string, given: Rules) => {
      expect(name).toBe('faultline')
      expect(rules, 'one policy').toBeUndefined()
      rules = given
      return given
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

test('the service worker lies beside the page', async () => {
  const { serviceWorkerUrl } = await import('../../src/io/trusted-types')
  expect(serviceWorkerUrl()).toBe('https://example.test/some/sw.js')
})

test('a worker starts from a blob of its code, under the one policy', async () => {
  const { serviceWorkerUrl, startInlineWorker } = await import('../../src/io/trusted-types')
  startInlineWorker('postMessage(1)')
  serviceWorkerUrl()
  expect(started).toHaveLength(1)
  expect(started[0]).toMatch(/^blob:/)
})

test('any other URL is refused, a spent one of our own too', async () => {
  const { startInlineWorker } = await import('../../src/io/trusted-types')
  startInlineWorker('postMessage(1)')
  const others = ['https://example.test/sw.js', 'blob:https://example.test/1', 'data:,1', '']
  for (const url of [...others, started[0] ?? '']) {
    expect(() => rules?.createScriptURL(url)).toThrow(TypeError)
  }
})

test('a browser without Trusted Types gets plain texts', async () => {
  vi.stubGlobal('trustedTypes', undefined)
  const { startInlineWorker } = await import('../../src/io/trusted-types')
  startInlineWorker('postMessage(1)')
  expect(started[0]).toMatch(/^blob:/)
})
