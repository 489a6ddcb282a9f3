import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type PluginOption, type UserConfig } from 'vite'
import { viteSingleFile } from 'vite-plugin-singlefile'
import { contentSecurityPolicy } from './src/build/content-security-policy.ts'
import { embedDashboard } from './src/build/embed-dashboard.ts'
import { serviceWorker } from './src/build/service-worker.ts'
import { terminalProgram } from './src/build/terminal-program.ts'
import { trustedSinks } from './src/build/trusted-sinks.ts'
import { trustedWorker } from './src/build/trusted-worker.ts'

/**
 * Three artefacts, built in this order because the first empties dist/:
 * `vite build` the hosted page, `--mode standalone` the one-file page, `--mode cli` the terminal's.
 */
export default defineConfig(({ mode }): UserConfig => {
  if (mode === 'cli') return terminal
  return mode === 'standalone' ? standalone : hosted
})

const page = {
  base: './',
  // A module worker made from a blob does not start on a page opened from a file.
  worker: { format: 'iife', plugins: () => [trustedWorker()] },
  server: { host: '127.0.0.1' },
  // Found only later, the worker's packages would be bundled anew while it starts, and it would fail.
  optimizeDeps: { entries: ['index.html', 'src/io/*.worker.ts'] },
  preview: { host: '127.0.0.1' },
} satisfies UserConfig

const pageBuild = {
  target: 'es2022',
  // All of these know light-dark(), which would else be rewritten at length.
  cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  modulePreload: { polyfill: false },
  sourcemap: false,
} satisfies UserConfig['build']

const pagePlugins: PluginOption[] = [
  { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
  react({ compiler: true }),
  embedDashboard(),
  trustedWorker(),
  trustedSinks(),
]

const hosted: UserConfig = {
  ...page,
  plugins: [pagePlugins, contentSecurityPolicy(), serviceWorker()],
  build: { ...pageBuild, outDir: 'dist', chunkSizeWarningLimit: 600 },
}

const standalone: UserConfig = {
  ...page,
  plugins: [pagePlugins, viteSingleFile(), contentSecurityPolicy()],
  build: { ...pageBuild, outDir: 'dist/standalone', copyPublicDir: false },
}

const terminal: UserConfig = {
  plugins: [terminalProgram()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/faultline.ts',
    outDir: 'dist/cli',
    target: 'node20',
    sourcemap: false,
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: 'faultline.js', codeSplitting: false } },
  },
}
