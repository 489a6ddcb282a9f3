import { expect, test } from 'vitest'
import { exportName } from '../../../src/ui/export/export-name'
import { at } from '../../support/incidents'
import { propsOf } from '../page'

const { opened } = propsOf({ incidents: [] })

test('a file is named after the title and the as-of day in the reporting zone', () => {
  const asOf = at('2024-03-31 23:30')
  const settings = { ...opened.settings, timeZone: 'Europe/Berlin' }
  expect(exportName({ ...opened, title: 'Checkout & Login', asOf, settings }, 'csv')).toBe(
    'faultline-checkout-login-2024-04-01.csv',
  )
  expect(exportName({ ...opened, title: 'Checkout & Login', asOf }, 'json')).toBe(
    'faultline-checkout-login-2024-03-31.json',
  )
})

test('no title leads to another folder or to no name', () => {
  const name = (title: string) => exportName({ ...opened, title }, 'spreadsheet')
  expect(name('../../etc/passwd')).toBe('faultline-etc-passwd-2023-01-01.csv')
  expect(name('CON<>:"|?*\0\u202e')).toBe('faultline-con-2023-01-01.csv')
  expect(name('///')).toBe('faultline-2023-01-01.csv')
  expect(name('Verfügbarkeit 東京')).toBe('faultline-verfügbarkeit-東京-2023-01-01.csv')
  expect(name('x'.repeat(500)).length).toBeLessThan(90)
})
