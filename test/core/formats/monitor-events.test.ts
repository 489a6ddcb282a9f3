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

  it('may be sorted by things, and write the month first', async () => {
    const rows = [
      '02/02/2024 08:00,web,DOWN',
      '02/02/2024 08:05,web,UP',
      '01/12/2024 10:00,map,DOWN',
      '01/12/2024 10:30,map,UP',
      '01/20/2024 09:00,map,DOWN',
      '01/20/2024 09:10,map,UP',
    ]
    const map = ['2024-01-12 10:00 – 2024-01-12 10:30', '2024-01-20 09:00 – 2024-01-20 09:10']
    const found = [
      ...map.map((one) => ['map', one]),
      ['web', '2024-02-02 08:00 – 2024-02-02 08:05'],
    ]
    expect(await shown(['time,monitor,state', ...rows].join('\n'))).toEqual(found)
    expect(
      await shown(['time,monitor,state', ...rows.slice(2), ...rows.slice(0, 2)].join('\n')),
    ).toEqual(found)
  })

  it('is put in order by the answer of what comes first', async () => {
    const text =
      'time,monitor,state\n03/01/2024 10:00,web,DOWN\n02/02/2024 08:00,web,UP\n05/01/2024 10:00,web,UP\n'
    const read = async (dates: 'day-first' | 'month-first') =>
      (await readAs(monitorEvents, text, { assume: { dates } })).incidents.flatMap(windows)
    expect(await read('day-first')).toEqual(['2024-01-03 10:00 – 2024-01-05 10:00'])
    expect(await read('month-first')).toEqual(['2024-03-01 10:00 – 2024-05-01 10:00'])
  })

  it('may hold days and times of day apart', async () => {
    const text =
      'date,time,monitor,state\n2024-01-06,00:20,web,UP\n2024-01-05,23:50,web,DOWN\n2024-01-05,22:10,web,UP\n2024-01-05,22:00,web,DOWN\n'
    expect((await shown(text)).map(([, window]) => window)).toEqual([
      '2024-01-05 22:00 – 2024-01-05 22:10',
      '2024-01-05 23:50 – 2024-01-06 00:20',
    ])
  })

  it.each(['host,service', 'service,region', 'name,object'])(
    'tells things apart by %s',
    async (names) => {
      const text = `time,${names},state
2024-01-05T10:00:00Z,a,x,CRITICAL
2024-01-05T10:05:00Z,a,y,CRITICAL
2024-01-05T10:06:00Z,b,x,CRITICAL
2024-01-05T10:10:00Z,a,x,OK
2024-01-05T10:20:00Z,a,y,OK
2024-01-05T10:30:00Z,b,x,OK
`
      expect((await shown(text)).map(([, window]) => window)).toEqual([
        '2024-01-05 10:00 – 2024-01-05 10:10',
        '2024-01-05 10:05 – 2024-01-05 10:20',
        '2024-01-05 10:06 – 2024-01-05 10:30',
      ])
    },
  )

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
