import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/page'

const csv = `id,title,service,started_at,resolved_at,severity,cause,error_rate
A1,Checkout fails,Checkout,2024-01-05T10:00:00Z,2024-01-05T10:45:00Z,major,deploy/change,0.4
A2,Login is slow,Login,2024-02-11T08:00:00Z,2024-02-11T09:30:00Z,minor,capacity/load,
A3,Nobody knows when,Login,some day,2024-02-11T09:30:00Z,minor,,
`

test('a dropped file becomes figures, outlives the network and can be undone', async ({
  page,
  context,
}) => {
  await page.goto('./#/workspace/overview')
  await expect(page.getByRole('button', { name: 'Open the sample' })).toBeVisible()
  await drop(page, 'incidents.csv', csv)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(sheet.getByText('Added to the workspace: 2 new')).toBeVisible()
  await expect(sheet.getByText('3 records read = 2 incidents + 1 rejected')).toBeVisible()
  await expect(sheet.getByText(/"some day"/)).toBeVisible()
  await drop(page, 'incidents.csv', csv.replace('Login is slow', 'Login is very slow'))
  await expect(sheet.getByText('0 new, 1 updated, 1 unchanged')).toBeVisible()
  await sheet.getByRole('button', { name: 'Do not add' }).click()
  await sheet.getByRole('button', { name: 'Close' }).click()

  await openPage(page, 'Incidents')
  const table = page.getByRole('table', { name: 'Incidents' })
  await expect(table).toHaveAttribute('aria-rowcount', '3')
  await expect(table.getByRole('row', { name: /Checkout fails/ })).toContainText('45 min')
  await expect(table.getByRole('row', { name: /Checkout fails/ })).toContainText('40 %')

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)
  await page.reload()
  await expect(table.getByRole('row', { name: /Login is slow/ })).toContainText('1 h 30 min')

  await openPage(page, 'Data')
  await page.getByRole('button', { name: 'Undo import' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Nothing is imported yet.')).toBeVisible()
  await openPage(page, 'Incidents')
  await expect(page.getByText('No incidents yet')).toBeVisible()
})

test('a pasted report is reviewed before it is kept, and keeps its contradiction', async ({
  page,
}) => {
  await page.goto('./#/workspace/data')
  const report = fileURLToPath(
    new URL(
      '../../data/samples/statuspage-report/2023-05-11-expired-certificate.txt',
      import.meta.url,
    ),
  )
  await page.getByLabel('Paste a report').fill(readFileSync(report, 'utf8'))
  await page.getByRole('button', { name: 'Read the report' }).click()
  await expect(page.getByText('1 new, 0 updated, 0 unchanged')).toBeVisible()
  await expect(page.getByText('Nothing is imported yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 1 new')).toBeVisible()

  await openPage(page, 'Incidents')
  await page.locator('tbody').getByRole('button').click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('heading', { name: /contradiction/ })).toBeVisible()
  await expect(sheet.getByText('taken').first()).toBeVisible()
  await expect(sheet.locator('mark').first()).toBeVisible()
})

test('an open question is asked, and the answer decides', async ({ page }) => {
  await page.goto('./#/workspace/data')
  const text = 'Title,Service,Opened,Closed\nOne,Login,03/04/2024 10:00,03/04/2024 11:00\n'
  await choose(page, 'dates.csv', text)
  await page.getByRole('radio', { name: /Month first/ }).check()
  await page.getByRole('button', { name: 'Read with these answers' }).click()
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 1 new')).toBeVisible()
  await expect(page.getByRole('cell', { name: '4 Mar 2024 10:00 UTC' })).toBeVisible()
  await page.getByRole('button', { name: 'See the figures' }).click()
  await expect(page).toHaveURL(/#\/workspace\/overview/)

  await drop(page, 'incidents.csv', csv)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Add to workspace' }).click()
  await sheet.getByRole('button', { name: 'See the figures' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL(/#\/workspace\/overview/)
})

test('importing the same file again changes nothing', async ({ page }) => {
  await page.goto('./#/workspace/data')
  await choose(page, 'incidents.csv', csv)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  await page.getByRole('button', { name: 'Import something else' }).click()
  await choose(page, 'incidents.csv', csv)
  await expect(page.getByText('Nothing new: the workspace holds these records')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo import' })).toHaveCount(1)

  await page.getByRole('button', { name: 'Read it in another way' }).click()
  await expect(page.getByText('0 new, 0 updated, 2 unchanged')).toBeVisible()
  await page.getByRole('button', { name: 'Change the mapping' }).click()
  await page.getByLabel('What is in column cause').selectOption({ label: 'Keep as it is' })
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Read the file' }).click()
  await expect(page.getByText('0 new, 2 updated, 0 unchanged')).toBeVisible()
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('1 import, 2 records listed')).toBeVisible()
})

test('a mapping that is looked at again and left takes nothing away', async ({ page }) => {
  await page.goto('./#/workspace/data')
  await choose(page, 'incidents.csv', csv)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await page.getByRole('button', { name: 'Change the mapping' }).click()
  await expect(page.getByRole('heading', { name: 'Which column is which' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
  await page.reload()
  await expect(page.getByText('1 import, 2 records listed')).toBeVisible()
})

test('a file that is none says what it is and what to do', async ({ page }) => {
  await page.goto('./#/workspace/data')
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: bytes })
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('picture.png')
  await expect(alert).toContainText(/Export|Choose|Paste/)
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible()
})

test('a folder is read with what lies in it', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('log')
  mkdirSync(join(folder, '2024'), { recursive: true })
  writeFileSync(join(folder, '2024', 'incidents.csv'), csv)
  writeFileSync(join(folder, 'README.md'), '# Notes\n')
  writeFileSync(join(folder, '.hidden.csv'), csv)
  writeFileSync(join(folder, 'load.csv'), 'measured,load\n2024-01-01T10:00:00Z,1\n')
  await page.goto('./#/workspace/data')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await (await choosing).setFiles(folder)
  await page.getByRole('button', { name: 'Leave this file out' }).click()
  await expect(page.getByText('2 new, 0 updated, 0 unchanged')).toBeVisible()
  await expect(
    page.getByText('The file was passed over: not a file Faultline can read. log/README.md'),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByRole('row', { name: /log, 2 files/ })).toBeVisible()
})

test('settings that make no sense are refused beside their field', async ({ page }) => {
  await page.goto('./#/workspace/data')
  await page.getByLabel('Reporting time zone').fill('Mars')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('“Mars” is no time zone')).toBeVisible()
  await page.getByLabel('Reporting time zone').fill('Europe/Berlin')
  await page.getByLabel('Title').fill('Checkout reliability')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Checkout reliability')
})

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click()
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], fileName))
      return transfer
    },
    [name, text] as const,
  )
  await page.dispatchEvent('main', 'drop', { dataTransfer })
}
