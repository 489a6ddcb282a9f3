import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { googleCloud } from '../../../src/core/formats/google-cloud'
import { statusPageHtml } from '../../../src/core/formats/status-page-html'
import { statuspageHistory } from '../../../src/core/formats/statuspage-history'
import { UserError } from '../../../src/core/issue'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('history.json of Statuspage', () => {
  const read = () => readAs(statuspageHistory, sample('statuspage-history/history.json'))

  it('takes the year from the month, and the zone from the text', async () => {
    const { incidents } = await read()
    expect(incidents.map((incident) => windows(incident))).toEqual([
      ['2024-01-10 13:23 – 2024-01-10 15:03'],
      ['2023-12-31 22:50 – 2024-01-01 01:20'],
      ['2023-12-04 09:00 – 2023-12-04 09:00'],
    ])
    expect(incidents.map(({ kind }) => kind)).toEqual(['incident', 'incident', 'informational'])
    expect(incidents.every(({ flags }) => flags.includes('status-page-time'))).toBe(true)
  })

  it('rejects a time that it does not understand', async () => {
    const text = sample('statuspage-history/history.json').replace('> CET', '> XQZ')
    const { incidents, rejected } = await readAs(statuspageHistory, text)
    expect([incidents.length, rejected.map(({ row, code }) => [row, code])]).toEqual([
      2,
      [[1, 'no-time']],
    ])
  })
})

describe('a saved page of an incident', () => {
  it('a sign-in page saved in place of an export is refused by that name', async () => {
    const page = '<!doctype html><html><body><form>Please sign in</form></body></html>'
    await expect(readAs(statusPageHtml, page)).rejects.toThrow('sign-in page')
  })

  it('is read like its text, scripts left out', async () => {
    const { incidents } = await readAs(statusPageHtml, sample('status-page-html/incident.html'))
    const [incident] = incidents
    expect(incident?.title).toBe('Payments declined')
    expect(incident?.services).toEqual(['Payments', 'Checkout'])
    expect(incident?.severity).toBe('major')
    expect(incident && windows(incident)).toEqual(['2024-04-11 13:02 – 2024-04-11 13:20'])
    expect(incident?.impacts[0]?.errorRate).toEqual({ value: 1, low: 1, high: 1 })
    expect(minuteOf(incident?.milestones.firstPostAt)).toBe('2024-04-11 13:08')
    expect(incident?.text).not.toContain('2001')
  })

  it('is rejected when nothing in it says when, and refused when it nests too deep', async () => {
    const { rejected } = await readAs(statusPageHtml, '<html><p>All fine. Posted by us</html>')
    expect(rejected.map(({ code }) => code)).toEqual(['no-time'])
    const deep = `<html>${'<div>'.repeat(300)}Posted`
    await expect(readAs(statusPageHtml, deep)).rejects.toThrow(UserError)
  })
})

describe('a saved page that lists incidents', () => {
  const read = () => readAs(statusPageHtml, sample('status-page-html/present-state.html'))

  it('gives each with its window, the year from the heading above', async () => {
    const { incidents, rejected } = await read()
    expect(incidents.map((one) => [one.title, one.kind, ...windows(one)])).toEqual([
      ['Tickets cannot be printed', 'incident', '2024-01-10 08:00 – …'],
      ['Move of the disks', 'maintenance', '2024-01-23 23:00 – 2024-01-24 02:00'],
      ['Maps load slowly', 'incident', '2023-12-31 22:34 – 2024-01-01 01:26'],
      ['Upgrade of the mail server', 'maintenance', '2023-12-31 23:30 – 2024-01-01 00:10'],
    ])
    expect(rejected).toEqual([])
    expect(incidents[2]?.text).toContain('Thank you for waiting.')
  })

  it('takes impact and id from its markup, and the service from its title', async () => {
    const { incidents } = await read()
    expect(incidents.map(({ severity, id }) => [severity, id])).toEqual([
      ['major', '55xx8l3q9klp'],
      [null, '03n5vdsjw6hb'],
      ['minor', 'ft95n6s9rswf'],
      [null, 'hk52wfc6vf4c'],
    ])
    expect(new Set(incidents.flatMap(({ services }) => services))).toEqual(new Set(['Ferrywatch']))
  })

  it('gives no time where no year is stated, and says so', async () => {
    const page =
      '<html><h3><a class="incident-title impact-major" href="javascript:x()">Errors<img src=x></a></h3>' +
      '<small>Jan <var data-var="date">1</var>, 10:00 - 11:00 UTC</small><script>x()</script></html>'
    const { incidents, issues } = await readAs(statusPageHtml, page)
    expect(incidents.map(({ title, severity, impacts }) => [title, severity, impacts])).toEqual([
      ['Errors', 'major', []],
    ])
    expect(issues.map(({ code }) => code)).toEqual(['year-missing'])
  })
})

describe('a saved page of the history', () => {
  const text = sample('status-page-html/history.html')

  it('is read from what it is drawn from', async () => {
    const { incidents } = await readAs(statusPageHtml, text)
    expect(incidents.map((one) => [one.title, one.severity, one.id, ...windows(one)])).toEqual([
      ['Invoices arrive late', 'minor', '5bn0vk444m1w', '2024-08-26 23:37 – 2024-08-27 19:44'],
      ['Sign-in fails', 'critical', 'y1t7p9fzrlj2', '2024-08-26 15:02 – 2024-08-26 15:45'],
    ])
    expect(incidents[0]?.services).toEqual(['Ferrywatch'])
  })

  it('is refused when that is broken', async () => {
    const cut = text.replace('&quot;months&quot;', '')
    await expect(readAs(statusPageHtml, cut)).rejects.toThrow(/history in the page/)
  })
})

describe('incidents.json of Google Cloud', () => {
  const text = sample('google-cloud/incidents.json')

  it('takes begin and end as stated, and the products as services', async () => {
    const [incident] = (await readAs(googleCloud, text)).incidents
    expect(incident && windows(incident)).toEqual(['2024-02-05 10:12 – 2024-02-05 13:02'])
    expect(incident?.services).toEqual(['Message Queues', 'Event Rules'])
    expect(incident?.severity).toBe('major')
    expect(incident?.flags).not.toContain('status-page-time')
    expect(incident?.updates.map(({ status }) => status)).toEqual(['Update', 'Postmortem'])
    expect(incident?.source.url).toBe('https://status.cloud.google.com/incidents/Abc123invented')
  })

  it('counts information for no incident, and maintenance as such', async () => {
    const [, note] = (await readAs(googleCloud, text)).incidents
    expect(note?.kind).toBe('informational')
    const work = text.replace('SERVICE_INFORMATION', 'SERVICE_MAINTENANCE')
    expect((await readAs(googleCloud, work)).incidents[1]?.kind).toBe('maintenance')
  })

  it('rejects an end before the begin', async () => {
    const turned = text.replace('2024-02-05T13:02', '2024-02-05T09:02')
    const { rejected } = await readAs(googleCloud, turned)
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([[1, 'end-before-start']])
  })
})

describe('the history of Azure', () => {
  it('has its reviews below months and days, and their times in sentences', async () => {
    const { incidents, issues } = await readAs(
      statusPageHtml,
      sample('status-page-html/azure-history.html'),
    )
    expect(incidents.map((one) => [one.id, one.title, ...windows(one)])).toEqual([
      [
        'AB12-C34',
        'Harbour Network – Global routing issues',
        '2024-01-25 07:05 – 2024-01-25 12:43',
      ],
      [
        'ZX98-Y7W',
        'Harbour Mail - Failures when signing in - Mitigated',
        '2024-01-12 20:13 – 2024-01-12 23:30',
      ],
      ['', 'Harbour Apps - North Europe', '2023-04-06 10:00 – 2023-04-06 15:25'],
      ['', 'Harbour Maps - Tiles were late'],
    ])
    expect(issues.map(({ code }) => code)).toEqual(['no-impact-time'])
  })
})
