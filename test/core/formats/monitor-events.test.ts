import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { monitorEvents } from '../../../src/core/formats/monitor-events'
import { readAs, windows } from '../../support/read-format'

const log = readFileSync(
  new URL('../../../data/samples/monitor-events/checks.csv', import.meta.url),
  'utf8',
)
const shown = async (text: string) =>
  (await readAs(monitorEvents, text)).incidents.map((one) => [one.services.join(), ...windows(one)])

describe('the log of a monitor', () => {
  it('has a spell from each row for the worse to the next for the better of the same thing', async () => {
    const { incidents, issues } = await readAs(monitorEvents, log)
    expect(incidents.map((one) => [one.services.join(), ...windows(one)])).toEqual([
      ['ferry', '2024-01-05 10:00 – 2024-01-05 10:05'],
      ['map', '2024-01-06 11:00 – 2024-01-06 11:12'],
      ['ferry', '2024-01-07 09:00 – …'],
    ])
    expect(issues.map(({ code }) => code)).toEqual(['state-changes'])
  })

  it('may begin with the latest row', async () => {
    const [header = '', ...rows] = log.trim().split('\n')
    expect(await shown([header, ...rows.toReversed()].join('\n'))).toEqual(await shown(log))
  })

  it('asks for the order of days like any table, and says what it leaves out', async () => {
    const text = 'Date Time;Object;Status\n05.01.2024 10:00;ping;Down\n05.01.2024 10:05;ping;Up\n'
    const { questions, incidents } = await readAs(monitorEvents, text)
    expect([questions.map(({ code }) => code), incidents]).toEqual([['date-order'], []])
    const later = `${log}${'2024-01-08T09:00:00Z,map,UP,\n'.repeat(600)}2024-01-09T09:00:00Z,map,PAUSED,\n`
    const { issues } = await readAs(monitorEvents, later)
    expect(issues[0]?.message).toContain('1 rows say something else')
  })

  it.each([
    'time,service,status,duration\n2024-01-05 10:00,a,Down,5 min\n2024-01-05 10:05,a,Up,1 h\n',
    'start,end,status\n2024-01-05 10:00,2024-01-05 10:05,Down\n2024-01-05 10:05,2024-01-06 10:05,Up\n',
    'time,service,status\n2024-01-05 10:00,a,Down\n2024-01-05 10:05,a,Paused\n2024-01-05 10:09,a,Up\n',
  ])('is no table like %j', (text) => {
    expect(monitorEvents.sniff(text, 'a.csv')).toBe(0)
  })
})
