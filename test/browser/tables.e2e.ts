import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import type { Locator, Page } from '@playwright/test'
import { expect, standaloneUrl, test } from '../support/page'

const workbook = sample('xlsx/incident-log.xlsx')
const parquet = sample('parquet/incident-log.parquet')

for (const [kind, address] of [
  ['hosted', './'],
  ['one-file', standaloneUrl],
] as const)
  test(`the ${kind} page reads a workbook and a Parquet file`, async ({ page }) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${address}#/workspace/data`)
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible()
    expect(asked.filter((url) => url.includes('tables.worker'))).toEqual([])

    await choose(page, [workbook, parquet])
    await page.getByRole('button', { name: 'Add to workspace' }).click()
    await expect(page.getByText('Added to the workspace: 7 new')).toBeVisible()
    for (const counts of [
      /xlsx\/2023.*2 records read = 2 incidents \+ 0 rejected/,
      /xlsx\/2024.*3 records read = 2 incidents \+ 1 rejected/,
      /parquet.*4 records read = 3 incidents \+ 1 rejected/,
    ])
      await expect(page.getByRole('listitem').filter({ hasText: counts })).toBeVisible()

    await page.getByRole('navigation').getByRole('link', { name: 'Incidents' }).click()
    const table = page.getByRole('table', { name: 'Incidents' })
    await expect(table.getByRole('row', { name: /unknown/ })).toContainText('27 h 30 min')
    await expect(table.getByRole('row', { name: /Search returns nothing/ })).toContainText('35 %')
    await expect(table.getByRole('row', { name: /A draft/ })).toHaveCount(0)
  })

test('a workbook that is damaged says so, and one in an archive what to do', async ({ page }) => {
  await page.goto('./#/workspace/data')
  const bytes = readFileSync(workbook)
  await choose(page, { name: 'log.xlsx', mimeType: '', buffer: bytes.subarray(0, -200) })
  await expect(page.getByRole('alert')).toContainText('log.xlsx: the zip archive is damaged')
  const archive = Buffer.from(zipSync({ 'log.xlsx': new Uint8Array(bytes) }))
  await choose(page, { name: 'logs.zip', mimeType: '', buffer: archive })
  await expect(page.getByRole('alert')).toContainText('Take a workbook (.xlsx) out of its archive')
})

test('the wizard shows a table that nothing recognises', async ({ page }) => {
  await page.goto('./#/workspace/data')
  await choose(page, sample('parquet/pages-v2.parquet'))
  await expect(page.getByRole('heading', { name: 'Which column is which' })).toBeVisible()
  await expect(page.getByText('id-000 · id-001 · id-002')).toBeVisible()
  const rows = page.getByRole('region', { name: 'Rows as they are read' })
  await expect(rows.getByRole('row', { name: /1 Jan 2024 00:00 UTC/ })).toBeVisible()
})

async function choose(page: Page, ...files: Parameters<Locator['setInputFiles']>): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(...files)
}

function sample(name: string): string {
  return fileURLToPath(new URL(`../../data/samples/${name}`, import.meta.url))
}
