import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { expect, standaloneUrl, test } from '../support/page'

const csv = `id,title,service,started_at,resolved_at,severity,cause,error_rate
A1,"=Checkout fails",Checkout,2024-01-05T10:00:00Z,2024-01-05T10:45:00Z,major,deploy/change,0.4
A2,Login is slow,Login,2024-02-11T08:00:00Z,2024-02-11T09:30:00Z,minor,capacity/load,
`

test('what is listed is exported, imported into an empty workspace, and exported the same', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.clock.setFixedTime('2024-04-01T12:00:00Z')
  await page.goto('./#/workspace/data')
  await choose(page, 'incidents.csv', csv)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  await openPage(page, 'Incidents')
  const first = await exported(page, 'JSON')
  expect(first.name).toBe('faultline-reliability-2024-04-01.json')
  const availability = await availabilityOf(page)
  expect(availability).toMatch(/\d %/)

  const context = await browser.newContext(baseURL ? { baseURL } : {})
  const other = await context.newPage()
  await other.clock.setFixedTime('2024-04-01T12:00:00Z')
  await other.goto('./#/workspace/data')
  await choose(other, first.name, first.text)
  await expect(other.getByText('Added to the workspace: 2 new')).toBeVisible()
  expect(await availabilityOf(other)).toBe(availability)
  await openPage(other, 'Incidents')
  expect((await exported(other, 'JSON')).text).toBe(first.text)
  await context.close()
})

test('E opens the menu, and a table for spreadsheets holds no formula', async ({ page }) => {
  await page.goto('./#/workspace/data')
  await choose(page, 'incidents.csv', csv)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  await page.locator('h1').click()
  await page.keyboard.press('e')
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByRole('menuitem', { name: 'CSV for spreadsheets' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const { name, text } = await contentOf(await download)
  expect(name).toMatch(/^faultline-reliability-\d{4}-\d\d-\d\d\.csv$/)
  expect(text).toContain(`"'=Checkout fails"`)
})

test('a backup brings its change log back, and its settings where that is asked for', async ({
  page,
}) => {
  await page.goto('./#/workspace/data')
  await choose(page, 'incidents.csv', csv)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  await page.getByLabel('Title').fill('Shop & co')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Shop & co')
  await excludeLogin(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download a backup' }).click()
  const backup = await contentOf(await download)
  expect(backup.name).toMatch(/^faultline-shop-co-/)

  await page.getByLabel('Title').fill('Another one')
  await page.getByRole('button', { name: 'Save settings' }).click()
  const log = page.getByRole('region', { name: 'Change log', exact: true })
  await log.getByRole('button', { name: /^Undo/ }).click()
  await expect(log).toContainText('Nothing was edited.')
  await page.getByRole('button', { name: 'Undo import' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Nothing is imported yet.')).toBeVisible()
  await choose(page, backup.name, backup.text)
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  await expect(page.getByText('and 1 edit of a change log')).toBeVisible()
  await expect(log).toContainText('Only a drill')
  await log.getByRole('button', { name: /^Undo/ }).click()
  await expect(log).toContainText('Nothing was edited.')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Another one')
  await page.getByRole('button', { name: 'Use the settings of this backup' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Shop & co')
})

test('on a page opened from a file the warning offers a backup', async ({ page }) => {
  await page.goto(`${standaloneUrl}#/workspace/data`)
  await choose(page, 'incidents.csv', csv)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  const warning = page.locator('main > div', { hasText: 'kept in memory only' }).first()
  const download = page.waitForEvent('download')
  await warning.getByRole('button', { name: 'Download a backup' }).click()
  const { text } = await contentOf(await download)
  const { incidents } = JSON.parse(text) as { incidents: { title: string }[] }
  expect(incidents.map(({ title }) => title)).toEqual(['=Checkout fails', 'Login is slow'])
})

async function excludeLogin(page: Page): Promise<void> {
  await openPage(page, 'Incidents')
  await page.getByRole('button', { name: 'Login is slow' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Exclude…' }).click()
  await sheet.getByLabel('Reason').fill('Only a drill')
  await sheet.getByRole('button', { name: 'Exclude', exact: true }).click()
  await expect(sheet.getByRole('region', { name: 'Change log' })).toContainText('Only a drill')
  await sheet.getByRole('button', { name: 'Close' }).click()
  await openPage(page, 'Data')
}

async function exported(page: Page, kind: string) {
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: kind, exact: false }).last().click()
  return contentOf(await download)
}

async function contentOf(download: Download) {
  return {
    name: download.suggestedFilename(),
    text: readFileSync(await download.path(), 'utf8'),
  }
}

async function availabilityOf(page: Page): Promise<string> {
  await openPage(page, 'Overview')
  const tile = page.getByText(/\d %/).first()
  await expect(tile).toBeVisible()
  return tile.innerText()
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click()
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}
