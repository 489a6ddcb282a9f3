import { fileURLToPath, pathToFileURL } from 'node:url'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import axe from 'axe-core'

/** The built pages as addresses of files, as they open from a double click. */
export const standaloneUrl = fileUrl('dist/standalone/index.html')
export const hostedFileUrl = fileUrl('dist/index.html')

interface Watch {
  /** What went wrong so far: console errors, page errors, refused content, requests elsewhere. */
  readonly faults: string[]
}

/**
 * Playwright's `test`, in which every page of the context is watched: a test in which anything
 * went wrong fails at its end. A test that provokes a fault on purpose takes it out of
 * `watch.faults`.
 */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, baseURL }, use) => {
      const faults: string[] = []
      await watchContext(context, new URL(baseURL ?? 'file:///').origin, faults)
      await use({ faults })
      expect(faults, 'faults in the pages of this test').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** The findings of axe, as 'rule: element'. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const run = Reflect.get(window, 'axe') as typeof axe
    const { violations } = await run.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
    )
  })
}

async function watchContext(
  context: BrowserContext,
  origin: string,
  faults: string[],
): Promise<void> {
  await context.exposeBinding('reportRefusal', (_source, refusal: string) => {
    faults.push(`refused by the content security policy: ${refusal}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sample } = event
      const report = Reflect.get(window, 'reportRefusal') as (refusal: string) => void
      report(`${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => faults.push(`page: ${String(error.error())}`))
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) faults.push(`request: ${request.url()}`)
  })
}

function isOwn(url: string, origin: string): boolean {
  const { protocol } = new URL(url)
  return url.startsWith(`${origin}/`) || ['file:', 'blob:', 'data:'].includes(protocol)
}

function fileUrl(path: string): string {
  return pathToFileURL(fileURLToPath(new URL(`../../${path}`, import.meta.url))).href
}
