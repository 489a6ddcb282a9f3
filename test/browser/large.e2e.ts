import { writeFileSync } from 'node:fs'
import { expect, standaloneUrl, test } from '../support/page'

const rows = 24_000
/** Many pieces, and texts in several blocks; in a database the second worker stores them. */
const large = [
  'id,title,text,service,start_utc,end_utc,cause',
  ...Array.from({ length: rows }, (_, n) => {
    const from = Date.UTC(2024, 0, 1) + n * 60_000
    const times = [from, from + 30_000].map((at) => new Date(at).toISOString())
    const text = `"${`Text ${n}, told at length. `.repeat(18)}It said ""sorry ${n}""."`
    return [`INC-${n}`, `Outage ${n}`, text, 'API', ...times, 'network'].join(',')
  }),
].join('\n')

for (const [name, url, running] of [
  ['hosted', './', 2],
  ['standalone', standaloneUrl, 1],
] as const)
  test(`a large file is read and kept whole, ${name}`, async ({ page }, info) => {
    const file = info.outputPath('large.csv')
    writeFileSync(file, large)
    let workers = 0
    page.on('worker', () => void workers++)
    await page.goto(`${url}#/workspace/data`)
    await page.getByLabel('Files to import').setInputFiles(file)
    await page.getByRole('button', { name: 'Add to workspace' }).click()
    await expect(
      page.getByText(`Added to the workspace: ${rows.toLocaleString('en-US')} new`),
    ).toBeVisible()
    expect(workers).toBe(running)
    for (const n of [0, 12_345, rows - 1]) {
      await page.goto(`${url}#/workspace/incidents?incident=INC-${n}`)
      await expect(page.getByText(`It said "sorry ${n}".`)).toBeVisible()
    }
    if (name === 'standalone') return
    await page.reload()
    await expect(page.getByText(`It said "sorry ${rows - 1}".`)).toBeVisible()
    await page.goto(`${url}#/workspace/data`)
    const renamed = info.outputPath('renamed.csv')
    writeFileSync(renamed, large)
    await page.getByLabel('Files to import').setInputFiles(renamed)
    await expect(page.getByText('were imported before')).toBeVisible()
  })
