import { expect, test } from '../support/page'

const csv = `id,title,service,started_at,resolved_at,severity,cause,error_rate,team
A1,Checkout fails,Checkout,2024-01-05T10:00:00Z,2024-01-05T10:45:00Z,major,deploy/change,0.4,red
A2,Login is slow,Login,2024-02-11T08:00:00Z,,minor,capacity/load,0.2,blue
A3,Login fails,Login,2024-03-02T08:00:00Z,2024-03-02T08:20:00Z,minor,config,,blue
A4,Never began,Login,yesterday-ish,2024-03-02T08:20:00Z,minor,config,0.1,blue
`

test('each doubt about the data is counted, and its record is one click from being put right', async ({
  page,
}) => {
  await page.goto('./#/workspace/data')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'incidents.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    })
  const quality = page.getByRole('region', { name: 'Data quality' })
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(quality).toContainText('1 incident states no error rate')
  await expect(quality).toContainText('1 file has columns that no figure uses')

  await quality.getByRole('button', { name: '1 row was rejected' }).click()
  await quality.getByRole('button', { name: 'incidents.csv', exact: true }).click()
  const sources = page.getByRole('region', { name: 'Sources' })
  await expect(sources.getByRole('heading', { name: '1 record rejected' })).toBeVisible()

  await quality.getByRole('button', { name: /open for more than a week/ }).click()
  await expect(quality).toContainText('incidents.csv, row 2')
  await quality.getByRole('button', { name: 'Login is slow' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Edit', exact: true }).click()
  await sheet.getByLabel('End (empty: ongoing)').fill('2024-02-11 09:30')
  await sheet.getByLabel('Reason').fill('Closed late')
  await sheet.getByRole('button', { name: 'Save the edit' }).click()
  await expect(sheet.getByRole('region', { name: 'Change log' })).toContainText('Closed late')
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(quality).toContainText('1 incident states no error rate')
  await expect(quality).not.toContainText('open for more than a week')
})

test('what no single record holds is put right from where it is told', async ({ page }) => {
  await page.goto('./#/workspace/data')
  const file = { name: 'incidents.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
  await page.locator('main input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Add to workspace' }).click()
  const quality = page.getByRole('region', { name: 'Data quality' })
  await quality.getByRole('button', { name: 'Say when it began' }).click()
  await expect(page.getByLabel('Observed from')).toBeFocused()

  await quality.getByRole('button', { name: '1 row was rejected' }).click()
  const chooser = page.waitForEvent('filechooser')
  await quality.getByRole('button', { name: 'Read the file again: incidents.csv' }).first().click()
  await (await chooser).setFiles(file)
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText('Takes the place of the import incidents.csv')).toBeVisible()
  await sheet.getByText('1 row that can be corrected here').waitFor()
  await sheet
    .getByLabel(/^started_at/)
    .first()
    .fill('2024-03-02T08:00:00Z')
  await sheet.getByRole('button', { name: 'Read again with the corrections' }).click()
  await expect(sheet.getByText('4 records read = 4 incidents + 0 rejected')).toBeVisible()
  await sheet.getByRole('button', { name: 'Add to workspace' }).click()
  await expect(sheet.getByText('Added to the workspace: 1 new')).toBeVisible()
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('1 import, 4 records listed')).toBeVisible()
  await expect(quality).not.toContainText('rejected')
})

test('a dashboard says what is doubtful about it and opens the record', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /^Data quality/ }).click()
  const quality = page.getByRole('region', { name: 'Data quality' })
  await quality.getByRole('button', { name: /disputed length/ }).click()
  const record = quality.getByRole('listitem').getByRole('listitem').first().getByRole('button')
  const title = await record.textContent()
  await record.click()
  await expect(page.getByRole('dialog', { name: title ?? '' })).toBeVisible()
})
