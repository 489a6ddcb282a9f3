import type { Page } from '@playwright/test'
import { expect, findings, test } from '../support/page'

const april = `Otsikko;Alku;Loppu;Vakavuus;Syy
Kasse steht;03.04.2024 10:00;03.04.2024 10:45;korkea;Einspielung
Anmeldung langsam;05.04.2024 08:00;05.04.2024 09:30;matala;Netz
`
const may = `Otsikko;Alku;Loppu;Vakavuus;Syy
Suche steht;02.05.2024 10:00;02.05.2024 10:20;korkea;Einspielung
`

test('a table nothing recognises is mapped once, and its like is read at once', async ({
  page,
}) => {
  await page.goto('./#/workspace/data')
  await choose(page, 'april.csv', april)
  await expect(page.getByRole('heading', { name: 'Which column is which' })).toBeVisible()
  await expect(field(page, 'Alku')).toHaveValue('start')
  await expect(field(page, 'Loppu')).toHaveValue('end')
  await expect(page.getByText('Guess: check it').first()).toBeVisible()
  await field(page, 'Otsikko').selectOption({ label: 'Title' })
  await field(page, 'Vakavuus').selectOption({ label: 'Severity' })
  await field(page, 'Syy').selectOption({ label: 'Cause' })
  await page.getByRole('button', { name: 'Next' }).click()

  await expect(page.getByRole('heading', { name: 'Dates and units' })).toBeFocused()
  await expect(page.getByText('Say which comes first in dates')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled()
  const dates = page.getByRole('region', { name: 'Dates as they are read' })
  await expect(dates.getByRole('row', { name: /03\.04\.2024 10:00/ })).toContainText('4 Mar 2024')
  await page.getByLabel('In dates such as').selectOption('day-first')
  await page.getByLabel('Times without a zone').selectOption('Europe/Berlin')
  const rows = page.getByRole('region', { name: 'Rows as they are read' })
  await expect(rows.getByRole('row', { name: /Kasse steht/ })).toContainText('3 Apr 2024 08:00 UTC')
  await page.getByRole('button', { name: 'Next' }).click()

  await expect(page.getByText('Counted in all 2 records of the file.')).toBeVisible()
  await page.getByLabel('What korkea stands for').selectOption('critical')
  await page.getByLabel('What matala stands for').selectOption('minor')
  await page.getByLabel('What Einspielung stands for').selectOption('deploy/change')
  await page.getByRole('button', { name: 'Read the file' }).click()

  await expect(page.getByText('2 new, 0 updated, 0 unchanged')).toBeVisible()
  await expect(
    page.getByText(/this import takes .*downtime from 0 min to 2 h 15 min/),
  ).toBeVisible()
  await expect(page.getByText('Nothing is imported yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()

  await page.getByRole('button', { name: 'Import something else' }).click()
  await choose(page, 'mai.csv', may)
  await expect(page.getByRole('button', { name: 'Change the mapping' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Added to the workspace: 1 new')).toBeVisible()
  await expect(page.getByText(/read as tables with these columns were before/)).toBeVisible()
  await page.getByRole('button', { name: 'Change the mapping' }).click()
  await page.getByRole('button', { name: 'Values' }).click()
  const cause = page.getByRole('listitem').filter({ hasText: 'Einspielung' })
  await expect(cause.getByRole('combobox')).toHaveValue('deploy/change')
  await expect(cause.getByText('Read as deploy/change')).toBeVisible()
  await expect(page.getByLabel('What korkea stands for')).toHaveValue('critical')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('cell', { name: '2 May 2024 08:00 UTC' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo import' }).first().click()
  await expect(page.getByText('Undone.')).toBeVisible()
  await expect(page.getByText('1 import, 2 records listed')).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download faultline.yaml' }).click()
  const saved = await (await download).createReadStream()
  const text = await new Response(saved as unknown as ReadableStream).text()
  expect(text).toContain('start: Alku')
  expect(text).toContain('Europe/Berlin')
  expect(text).toContain('einspielung: deploy/change')
})

test('a rejected row is corrected where it stands', async ({ page }) => {
  await page.goto('./#/workspace/data')
  const text = `id,title,start_utc,end_utc
A,Down,2024-01-05T10:00:00Z,2024-01-05T10:45:00Z
B,Slow,some day,2024-02-11T09:30:00Z
`
  await choose(page, 'log.csv', text)
  await expect(page.getByText('1 row that can be corrected here')).toBeVisible()
  await page.getByLabel(/^start_utc/).fill('2024-02-11T08:00:00Z')
  await page.getByRole('button', { name: 'Read again with the corrections' }).click()
  await expect(page.getByText('2 records read = 2 incidents + 0 rejected')).toBeVisible()
  await expect(page.getByRole('row', { name: /Slow/ })).toContainText('corrected')
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(page.getByText('Added to the workspace: 2 new')).toBeVisible()
})

test('a row that is probably wrong is corrected before it is kept', async ({ page }) => {
  await page.goto('./#/workspace/data')
  const text = `id,title,start_utc,end_utc
A,Down,2024-01-05T10:00:00Z,2024-01-05T10:45:00Z
B,Slow,2024-02-11T08:00:00Z,2024-03-11T09:30:00Z
`
  await choose(page, 'log.csv', text)
  await expect(page.getByText('log.csv record 2 lasts longer than a week.')).toBeVisible()
  await page.getByRole('button', { name: 'Correct here' }).press('Enter')
  await expect(page.getByLabel(/^id/)).toBeFocused()
  await page.getByLabel(/^end_utc/).fill('2024-02-11T09:30:00Z')
  await page.getByRole('button', { name: 'Read again with the corrections' }).click()
  await expect(page.getByRole('row', { name: /Slow/ })).toContainText('1 h 30 min')
  await expect(page.getByText('lasts longer than a week')).toHaveCount(0)

  await page.getByRole('button', { name: 'Add to workspace' }).press('Enter')
  await page.getByRole('button', { name: 'Undo import' }).first().press('Enter')
  await expect(page.getByText('Undone.')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Import something else' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeFocused()
})

test('an encoding is answered once, holds for tables like it, and is changed in the wizard', async ({
  page,
}) => {
  const text = 'id;title;start_utc;end_utc\n1;Caf\u00e9;2024-01-05T10:00:00Z;2024-01-05T10:45:00Z\n'
  const latin = Buffer.from(text, 'latin1')
  await page.goto('./#/workspace/data')
  await choose(page, 'jan.csv', latin)
  await page.getByRole('radio', { name: /^windows-1251: .*Cafй/ }).check()
  await page.getByRole('button', { name: 'Read with these answers' }).click()
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await page.getByRole('button', { name: 'Import something else' }).click()
  await choose(page, 'feb.csv', Buffer.from(text.replace('1;', '2;'), 'latin1'))
  await expect(page.getByRole('row', { name: /Cafй/ })).toBeVisible()
  await page.getByRole('button', { name: 'Change the mapping' }).click()
  await page.getByLabel('Text that is not UTF-8 is in').selectOption('windows-1252')
  await expect(page.getByRole('cell', { name: 'Café' })).toBeVisible()
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('row', { name: /Café/ })).toBeVisible()
})

test('the wizard is worked by keyboard alone', async ({ page }) => {
  await page.goto('./#/workspace/data')
  await choose(page, 'april.csv', april)
  await field(page, 'Vakavuus').focus()
  await page.keyboard.type('Severity')
  await expect(field(page, 'Vakavuus')).toHaveValue('severity')
  await page.getByRole('button', { name: 'Next' }).focus()
  await page.keyboard.press('Enter')
  const order = page.getByLabel('In dates such as')
  await order.focus()
  await page.keyboard.type('The day')
  await expect(order).toHaveValue('day-first')
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Which column is which' })).toBeFocused()
  await expect(field(page, 'Vakavuus')).toHaveValue('severity')
})

test('axe finds nothing in any step of the wizard, and no step is wider than a phone', async ({
  page,
}) => {
  test.slow()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('./#/workspace/data')
  const sound = async (step: string) => {
    expect(await findings(page), step).toEqual([])
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(beyond, step).toBeLessThanOrEqual(0)
  }
  await choose(page, 'april.csv', `${april}Lange;05.04.2023 08:00;05.05.2023 08:00;matala;Netz\n`)
  await field(page, 'Vakavuus').selectOption('severity')
  await sound('columns')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('In dates such as').selectOption('day-first')
  await sound('dates')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('Counted in all 3 records')).toBeVisible()
  await sound('values')
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByRole('button', { name: 'Correct here' }).click()
  await expect(page.getByLabel(/^Loppu/)).toBeVisible()
  await sound('review')
})

function field(page: Page, column: string) {
  return page.getByLabel(`What is in column ${column}`)
}

async function choose(page: Page, name: string, text: string | Buffer): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}
