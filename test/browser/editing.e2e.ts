import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { expect, findings, test } from '../support/page'

const csv = `id,title,service,started_at,resolved_at,severity,cause,error_rate
A1,Checkout fails,Checkout,2024-01-05T10:00:00Z,2024-01-05T10:45:00Z,major,deploy/change,0.4
A2,Login is slow,Login,2024-02-11T08:00:00Z,2024-02-11T09:30:00Z,minor,capacity/load,
A3,Login fails,Login,2024-03-02T08:00:00Z,2024-03-02T08:20:00Z,,,
`

test('an end that is corrected is shown with its effect, saved, logged and undone', async ({
  page,
}) => {
  await open(page, 'incidents', csv)
  const row = table(page).getByRole('row', { name: /Checkout fails/ })
  await expect(row).toContainText('45 min')
  await row.getByRole('button').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Edit', exact: true }).click()
  await sheet.getByLabel('End (empty: ongoing)').fill('2024-01-05 09:00')
  await expect(sheet.getByText(/ends before it starts/)).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Save the edit' })).toBeDisabled()
  await sheet.getByLabel('End (empty: ongoing)').fill('2024-01-05 10:15')
  await expect(sheet.getByText(/downtime from 2 h 35 min to 2 h 05 min/)).toBeVisible()
  await sheet.getByLabel('Reason').fill('The log was closed late')
  await sheet.getByRole('button', { name: 'Save the edit' }).click()

  const log = sheet.getByRole('region', { name: 'Change log' })
  await expect(log).toContainText('End set to 5 Jan 2024 10:15 UTC')
  await expect(log).toContainText('The log was closed late')
  await expect(sheet.getByRole('button', { name: 'Edit', exact: true })).toBeFocused()
  await expect(row).toContainText('15 min')
  await page.reload()
  await expect(log).toContainText('The log was closed late')
  await log.getByRole('button', { name: /^Undo/ }).click()
  await expect(log).toBeHidden()
  await close(sheet)
  await expect(row).toContainText('45 min')
})

test('an excluded incident stays listed, counts nowhere and says why', async ({ page }) => {
  await open(page, 'incidents', csv)
  await table(page)
    .getByRole('row', { name: /Login is slow/ })
    .getByRole('button')
    .click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Exclude…' }).click()
  await expect(sheet.getByText(/incidents from 3 to 2/)).toBeVisible()
  await sheet.getByRole('button', { name: 'Exclude', exact: true }).click()
  await expect(sheet.getByText('Say in a few words why.')).toBeVisible()
  await sheet.getByLabel('Reason').fill('A planned test')
  await sheet.getByRole('button', { name: 'Exclude', exact: true }).click()
  await expect(sheet.getByRole('region', { name: 'Change log' })).toContainText('A planned test')
  await close(sheet)
  await expect(table(page)).toHaveAttribute('aria-rowcount', '4')
  await expect(table(page).getByRole('row', { name: /Login is slow/ })).toContainText('excluded')
  await openPage(page, 'Overview')
  await expect(page.getByText(/1 record excluded by hand/)).toBeVisible()

  await page.getByRole('button', { name: 'The record excluded by hand' }).click()
  await expect(table(page)).toHaveAttribute('aria-rowcount', '2')
  await table(page)
    .getByRole('row', { name: /Login is slow/ })
    .getByRole('button')
    .click()
  await expect(sheet.getByText('Excluded because: A planned test')).toBeVisible()
  await sheet.getByRole('button', { name: 'Count again…' }).click()
  await expect(sheet.getByText(/incidents from 2 to 3/)).toBeVisible()
  await sheet.getByLabel('Reason').fill('It was no test')
  await sheet.getByRole('button', { name: 'Count again', exact: true }).click()
  const log = sheet.getByRole('region', { name: 'Change log' })
  await expect(log).toContainText('Counted again')
  await expect(sheet.getByText('Counts nowhere')).toBeHidden()
  await log.getByRole('button', { name: 'Undo: counted again' }).click()
  await expect(sheet.getByText('Excluded because: A planned test')).toBeVisible()
})

test('excluded records are found by their flag and count again together, which is undone there', async ({
  page,
}) => {
  await open(page, 'incidents', csv)
  const bar = page.getByRole('group', { name: 'Chosen records' })
  await page.getByRole('checkbox', { name: 'Choose all records listed' }).click()
  await bar.getByRole('button', { name: 'Exclude…' }).click()
  await page.getByLabel('Reason').fill('A test of the pager')
  await page.getByRole('button', { name: 'Exclude', exact: true }).click()
  await expect(bar.getByRole('status')).toHaveText('3 records: excluded from all figures.')

  await page.getByRole('button', { name: 'Flags' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'excluded 3' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Remove the filter Flag' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Choose Login is slow' }).check()
  await expect(bar.getByRole('button', { name: 'Exclude…' })).toBeHidden()
  await bar.getByRole('button', { name: 'Count again…' }).click()
  await page.getByLabel('Reason').fill('That one was real')
  await page.getByRole('button', { name: 'Count again', exact: true }).click()
  await expect(table(page)).toHaveAttribute('aria-rowcount', '3')
  await expect(bar.getByRole('button', { name: 'Undo: Counted again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(table(page)).toHaveAttribute('aria-rowcount', '4')
  await expect(bar).toBeHidden()
  await expect(table(page).locator('tbody button:focus')).toHaveCount(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('cards are chosen by touch or by keyboard and edited together', async ({ page }) => {
    await open(page, 'incidents', csv)
    const first = page.getByRole('checkbox', { name: 'Choose Login fails' })
    const target = await page.locator('label', { has: first }).boundingBox()
    expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(44)
    await page.touchscreen.tap((target?.x ?? 0) + 40, (target?.y ?? 0) + 100)
    await expect(first).toBeChecked()
    await expect(page.getByRole('dialog')).toBeHidden()
    await first.focus()
    await page.keyboard.press('ArrowDown')
    const second = page.getByRole('checkbox', { name: 'Choose Login is slow' })
    await expect(second).toBeFocused()
    await page.keyboard.press('Space')

    const bar = page.getByRole('group', { name: 'Chosen records' })
    await expect(bar.getByRole('status')).toHaveText('2 of 3 chosen')
    for (const button of await bar.getByRole('button').all()) {
      const box = await button.boundingBox()
      expect(box?.height).toBeGreaterThanOrEqual(44)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
    }
    expect(await findings(page)).toEqual([])
    await bar.getByRole('button', { name: 'Severity…' }).tap()
    await choose(page, 'Severity', 'Critical')
    await page.getByLabel('Reason').fill('Nobody could log in')
    await page.getByRole('button', { name: 'Save the edit' }).tap()
    await expect(bar.getByRole('status')).toHaveText('2 records: severity set to critical.')
    await expect(first).not.toBeChecked()
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(scroll).toBeLessThanOrEqual(390)
  })
})

test('several records are changed as one, merged, and both are undone from the data page', async ({
  page,
}) => {
  await open(page, 'incidents', csv)
  await page.getByRole('checkbox', { name: 'Choose Login is slow' }).check()
  await page.getByRole('checkbox', { name: 'Choose Login fails' }).check()
  const bar = page.getByRole('group', { name: 'Chosen records' })
  await expect(bar).toContainText('2 of 3 chosen')
  await bar.getByRole('button', { name: 'Severity…' }).click()
  await choose(page, 'Severity', 'Critical')
  await page.getByLabel('Reason').fill('Nobody could log in')
  await page.getByRole('button', { name: 'Save the edit' }).click()
  await expect(table(page).getByRole('row', { name: /Login.*Critical/ })).toHaveCount(2)

  await page.getByRole('checkbox', { name: 'Choose Login is slow' }).check()
  await page.getByRole('checkbox', { name: 'Choose Login fails' }).check()
  await bar.getByRole('button', { name: 'Merge…' }).click()
  await expect(page.getByText(/incidents from 3 to 2/)).toBeVisible()
  await page.getByLabel('Reason').fill('One story')
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(table(page).getByRole('row', { name: /Login fails/ })).toContainText('duplicate')

  await openPage(page, 'Data')
  const log = page.getByRole('region', { name: 'Change log', exact: true })
  await log.getByRole('button', { name: /Undo: 2 records merged/ }).click()
  await log.getByRole('button', { name: /Undo: 2 records: severity/ }).click()
  await expect(page.getByText('Nothing was edited.')).toBeVisible()
})

test('an incident is entered by hand', async ({ page }) => {
  await open(page, 'incidents', csv)
  await page.getByRole('button', { name: 'New incident' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Title').fill('Told by phone')
  await sheet.getByLabel('Services, separated by commas').fill('Login')
  await sheet.getByLabel(/^Start/).fill('2024-04-01 10:00')
  await sheet.getByLabel(/^End/).fill('2024-04-01 10:10')
  await expect(sheet.getByText(/incidents from 3 to 4/)).toBeVisible()
  await sheet.getByRole('button', { name: 'Save the incident' }).click()
  await expect(table(page).getByRole('row', { name: /Told by phone/ })).toContainText('10 min')
})

test('a contradiction is settled by a claim, and comes back when that is undone', async ({
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
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 1 new')).toBeVisible()
  await openPage(page, 'Incidents')
  await page.locator('tbody').getByRole('button').click()
  const sheet = page.getByRole('dialog')
  const contradictions = sheet.getByRole('heading', { name: /contradiction/ })
  const before = await contradictions.textContent()
  await sheet
    .getByRole('button', { name: /Take this claim/ })
    .last()
    .click()
  await expect(sheet.getByRole('button', { name: 'Take this claim', exact: true })).toBeEnabled()
  await sheet.getByRole('button', { name: 'Take this claim', exact: true }).click()
  const log = sheet.getByRole('region', { name: 'Change log' })
  await expect(log).toContainText('A contradiction settled')
  await expect(contradictions.filter({ hasText: before ?? '' })).toHaveCount(0)
  await log.getByRole('button', { name: /^Undo/ }).click()
  await expect(contradictions.filter({ hasText: before ?? '' })).toBeVisible()
})

test('a possible duplicate in another file is suggested and left to a person', async ({ page }) => {
  await open(page, 'data', csv)
  await page.getByRole('button', { name: 'Import something else' }).click()
  await give(page, 'pager.csv', csv.split('\n').slice(0, 2).join('\n').replace('A1', 'P1'))
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  const duplicates = page.getByRole('region', { name: 'Possible duplicates' })
  await expect(duplicates).toContainText('100 % of their time in common')
  await duplicates.getByRole('button', { name: /^They differ/ }).click()
  await expect(duplicates).toContainText('No two records look like one incident')
  const log = page.getByRole('region', { name: 'Change log', exact: true })
  await log.getByRole('button', { name: /^Undo/ }).click()
  await duplicates.getByRole('button', { name: /^Mark as duplicate/ }).click()
  await expect(log).toContainText('marked as a duplicate of A1')
})

function table(page: Page): Locator {
  return page.getByRole('table', { name: 'Incidents' })
}

async function open(page: Page, view: string, text: string): Promise<void> {
  await page.goto('./#/workspace/data')
  await give(page, 'incidents.csv', text)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 3 new')).toBeVisible()
  if (view === 'incidents') await openPage(page, 'Incidents')
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click()
}

async function close(sheet: Locator): Promise<void> {
  await sheet.getByRole('button', { name: 'Close' }).click()
}

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.locator('form').getByRole('button', { name }).click()
  await page.getByRole('option', { name: option }).click()
}

async function give(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}
