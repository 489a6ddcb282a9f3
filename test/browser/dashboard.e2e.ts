import type { Page } from '@playwright/test'
import { expect, findings, standaloneUrl, test } from '../support/page'

/** Read from the page that is open, so that a page added later is checked as well. */
async function pagesOf(page: Page): Promise<readonly string[]> {
  const links = page.getByRole('navigation').getByRole('link')
  await expect(links.first()).toBeVisible()
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const start of ['./', './#/workspace/overview'])
    test(`axe finds nothing on any page from ${start} in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(start)
      for (const hash of await pagesOf(page)) {
        await page.evaluate((to) => (location.hash = to), hash)
        await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
        await expect(page.getByText('Reading…')).toHaveCount(0)
        expect(await findings(page), hash).toEqual([])
      }
    })

  test(`axe finds nothing in an open incident in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto('./#/incidents')
    await page.locator('tbody').getByRole('button').nth(2).click()
    await expect(page.getByRole('heading', { name: 'Report' })).toBeVisible()
    expect(await findings(page)).toEqual([])
  })
}

test('an incident opens, moves and closes by keyboard', async ({ page }) => {
  await page.goto('./#/incidents')
  const titles = page.locator('tbody').getByRole('button')
  await expect(titles.first()).toBeVisible()
  await titles.first().focus()
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('k')
  await expect(titles.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page).toHaveURL(/incident=/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).not.toHaveURL(/incident=/)
  await expect(titles.nth(1)).toBeFocused()
})

test('a column sorts by its head, and says so', async ({ page }) => {
  await page.goto('./#/incidents')
  const head = page.getByRole('columnheader', { name: 'Start' })
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  const first = page.locator('tbody tr').first()
  await expect(first).toContainText('2022')
  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect(first).toContainText('2017')
})

test('filters that leave nothing name the one that does, and can be cleared', async ({ page }) => {
  await page.goto('./#/incidents')
  await page.getByRole('searchbox').fill('no such words')
  await expect(page.getByText('No record passes the filters')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(page.locator('tbody').getByRole('button')).toHaveCount(5)
})

test('the one-file page opened from a file shows the availability of the served one', async ({
  page,
}) => {
  await page.goto('./#/overview')
  const served = await headline(page)
  expect(served).toMatch(/\d\d\.\d{3}\s%/)
  await page.goto(`${standaloneUrl}#/overview`)
  expect(await headline(page)).toBe(served)
})

async function headline(page: Page): Promise<string> {
  const sentence = page
    .locator('main')
    .getByText(/ was up \d/)
    .first()
  await expect(sentence).toBeVisible()
  return sentence.innerText()
}
