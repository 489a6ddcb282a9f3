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

  it('reads what git prints of itself', async () => {
    const commit = (date: string, message: string) =>
      `commit 8b7c8fc0000000000000000000000000000000aa\nAuthor: Bot <bot@example.org>\nDate:   ${date}\n\n    ${message}\n`
    const text = [
      commit('Mon Mar 4 11:32:13 2024 +0100', '🟩 Shop is up (200 in 22 ms) [skip ci]'),
      commit('Mon Mar 4 10:31:00 2024 +0000', 'Update the graphs'),
      commit('Mon Mar 4 10:12:13 2024 +0000', '🟥 Shop is down (503 in 221 ms) [skip ci]'),
    ].join('\n')
    expect(upptime.sniff(text, 'log')).toBe(0.97)
    const { incidents, rejected, issues } = await readAs(upptime, text)
    expect(incidents.map((one) => [one.title, ...windows(one)])).toEqual([
      ['Shop is down', '2024-03-04 10:12 – 2024-03-04 10:32'],
    ])
    expect([rejected, issues.map(({ code }) => code)]).toEqual([[], ['other-commits']])
    const spaced = log.replaceAll('\t', ' ')
    expect((await readAs(upptime, spaced)).incidents).toHaveLength(3)
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
    ['owner: x\nrepo: status\n\nsites:\n  - name: Shop\n', /settings of Upptime/],
    ['url: https://x.example\nstatus: up\ngenerator: Upptime\n', /not what happened/],
  ])('refuses %s, which holds no intervals', async (text, why) => {
    expect(upptime.sniff(text, 'unknown')).toBeGreaterThan(0.9)
    await expect(readAs(upptime, text)).rejects.toThrow(UserError)
    await expect(readAs(upptime, text)).rejects.toThrow(why)
  })
})

it('reads the issues that were opened: sites from their titles, planned work from its comment', async () => {
  const file = new URL('../../../data/samples/upptime/issues.json', import.meta.url)
  const { incidents, rejected } = await readAs(upptime, readFileSync(file, 'utf8'))
  expect(
    incidents.map((one) => [
      one.id,
      one.kind,
      one.title,
      one.services.join(),
      one.severity,
      ...windows(one),
    ]),
  ).toEqual([
    [
      '14',
      'incident',
      'Ferry booking is down',
      'Ferry booking',
      'critical',
      '2024-04-05 06:07 – 2024-04-05 06:27',
    ],
    [
      '15',
      'incident',
      'Harbour map has degraded performance',
      'Harbour map',
      'minor',
      '2024-04-06 06:07 – …',
    ],
    [
      '16',
      'maintenance',
      'New disks',
      'harbour-map,ferry-booking',
      null,
      '2024-04-10 08:00 – 2024-04-10 10:00',
    ],
    [
      '18',
      'incident',
      'Tickets printed twice',
      'ferry-booking',
      null,
      '2024-04-09 06:00 – 2024-04-09 07:00',
    ],
  ])
  expect(rejected.map(({ row, code }) => [row, code])).toEqual([
    [4, 'not-an-incident'],
    [6, 'not-an-incident'],
  ])
})
