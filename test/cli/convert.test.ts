import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { analysis } from '../../src/cli/analysis'
import { analyze } from '../../src/cli/analyze'
import { convert } from '../../src/cli/convert'
import type { Snapshot } from '../../src/core/snapshot'

const scratch = mkdtempSync(join(tmpdir(), 'faultline-convert-'))
const dashboard = fileURLToPath(new URL('../../data/dashboard/', import.meta.url))
const config = join(dashboard, 'faultline.yaml')
const reports = readdirSync(dashboard)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => join(dashboard, name))

afterAll(() => {
  rmSync(scratch, { recursive: true })
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function output(run: (args: readonly string[]) => Promise<number>, ...args: string[]) {
  const out: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out.push(String(text))
    return true
  })
  await run(args)
  return out.join('')
}

test('what convert writes as JSON is read back: the same incidents, the same figures', async () => {
  const first = await output(convert, ...reports, '--config', config, '--to', 'json')
  const path = join(scratch, 'log.json')
  writeFileSync(path, first)
  const second = await output(convert, path, '--config', config, '--to', 'json')
  const incidents = (text: string) => (JSON.parse(text) as Snapshot).incidents
  expect(incidents(first).length).toBeGreaterThan(1)
  expect(incidents(second)).toEqual(incidents(first))

  const figures = async (...files: string[]) => {
    const text = await output(analyze, ...files, '--config', config, '--json')
    const { availability, downtime, restore } = JSON.parse(text) as ReturnType<typeof analysis>
    return { availability, downtime, restore }
  }
  expect(await figures(path)).toEqual(await figures(...reports))
})
