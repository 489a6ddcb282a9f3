import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { upptime } from '../../../src/core/formats/upptime'
import { UserError } from '../../../src/core/issue'
import { readAs, windows } from '../../support/read-format'

const log = readFileSync(
  join(import.meta.dirname, '../../../data/samples/upptime/events.tsv'),
  'utf8',
)

describe('the event log of Upptime', () => {
  it('makes an incident of each spell in which a site is down or degraded', async () => {
    const { incidents, issues } = await readAs(upptime, log)
    expect(incidents.map((one) => [one.title, one.severity, ...windows(one)])).toEqual([
      ['Shop is down', 'critical', '2024-05-06 10:20 – 2024-05-06 10:31'],
      ['Search is degraded', 'minor', '2024-05-06 10:20 – …'],
      ['Shop is degraded', 'minor', '2024-05-06 10:31 – 2024-05-06 10:44'],
    ])
    expect(issues.map(({ code }) => code)).toEqual(['other-commits'])
  })

  it('reads the log of git, which begins with the latest, to the same incidents', async () => {
    const turned = log.trimEnd().split('\n').reverse().join('\n')
    const shown = async (text: string) =>
      (await readAs(upptime, text)).incidents.map((one) => [one.title, ...windows(one)])
    expect(await shown(turned)).toEqual(await shown(log))
  })

  it('finds no incident where a site stays up, and says so', async () => {
    const { incidents, issues } = await readAs(upptime, `${log.split('\n')[0]}\n`)
    expect([incidents, issues.map(({ code }) => code)]).toEqual([[], ['no-records']])
  })

  it('rejects an event without a time', async () => {
    const { rejected } = await readAs(
      upptime,
      log.replace('2024-05-06T10:20:44+00:00', 'yesterday'),
    )
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([[2, 'no-time']])
  })

  it.each([
    ['[{"name":"Shop","slug":"shop","dailyMinutesDown":{"2024-01-01":7}}]', /not when/],
    ['url: https://x.example\nstatus: up\ngenerator: Upptime\n', /not what happened/],
  ])('refuses %s, which holds no intervals', async (text, why) => {
    expect(upptime.sniff(text, 'unknown')).toBeGreaterThan(0.9)
    await expect(readAs(upptime, text)).rejects.toThrow(UserError)
    await expect(readAs(upptime, text)).rejects.toThrow(why)
  })
})
