import { expect, hostedFileUrl, standaloneUrl, test } from '../support/page'

test('the hosted page opens below a sub path', async ({ page }) => {
  await page.goto('./')
  await expect(page.locator('.opening')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the hosted page opens again with the network gone', async ({ page, context }) => {
  await page.goto('./')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the one-file page opens from a file and asks for nothing else', async ({ page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(standaloneUrl)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([standaloneUrl])
})

test('the hosted page opened from a file leads to the one-file page', async ({ page, watch }) => {
  await page.goto(`${hostedFileUrl}#/incidents`)
  await page.waitForURL(`${standaloneUrl}#/incidents`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  // The browser's own words on the parts it will not load from a file.
  watch.faults.splice(0)
})

test('a text cannot become code', async ({ page, watch }) => {
  await page.goto(standaloneUrl)
  const refused = await page.evaluate(() => {
    const attempts: (() => unknown)[] = [
      () => (document.body.innerHTML = '<b>text</b>'),
      () => (document.createElement('script').text = 'go()'),
      () => new Worker('data:text/javascript,1'),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'ran'
      } catch {
        return 'refused'
      }
    })
  })
  expect(refused).toEqual(['refused', 'refused', 'refused'])
  expect(watch.faults.length).toBeGreaterThan(0)
  watch.faults.splice(0)
})
