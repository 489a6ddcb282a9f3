import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { findBrowser } from './support/browser.mjs'

/** The hosted page is served below an address, as hosts of static files do. */
const SUB_PATH = '/some/sub/path/'
const port = Number(process.env['E2E_PORT'] ?? 4319)

export default defineConfig({
  testDir: 'browser',
  testMatch: '**/*.e2e.ts',
  outputDir: '../node_modules/.tmp/browser',
  fullyParallel: true,
  workers: 2,
  // An import takes its time where two browsers share two cores.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}${SUB_PATH}`,
    browserName: 'chromium',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: await findBrowser(),
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort --base ${SUB_PATH}`,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    port,
    reuseExistingServer: false,
    timeout: 20_000,
  },
})
