import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { statuspageJson } from '../../../src/core/formats/statuspage-json'
import { UserError } from '../../../src/core/issue'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples/statuspage-json')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')

async function named(name: string, file = 'incidents.json') {
  const { incidents } = await readAs(statuspageJson, sample(file))
  const found = incidents.find(({ title }) => title === name)
  if (!found) throw new Error(`no incident ${name}`)
  return found
}

const page = (incident: string) =>
  `{"page":{"id":"p","time_zone":"Etc/UTC"},"incidents":[${incident}]}`

describe('the incidents of a Statuspage API', () => {
  it('take the times of the page where the posts state none', async () => {
    const incident = await named('Label printing delayed')
    expect(windows(incident)).toEqual(['2024-04-18 08:12 – 2024-04-18 09:40'])
    expect(incident.flags).toContain('status-page-time')
    expect([minuteOf(incident.page?.from), minuteOf(incident.page?.to)]).toEqual([
      '2024-04-18 08:12',
      '2024-04-18 10:05',
    ])
    expect(incident.services).toEqual(['Label printing'])
    expect(incident.severity).toBe('minor')
  })

  it('take a window that the posts state before the times of the page, with its words', async () => {
    const incident = await named('Rate quotes failing')
    expect(windows(incident)).toEqual(['2024-03-07 15:11 – 2024-03-07 15:46'])
    expect(incident.impacts[0]?.errorRate).toMatchObject({ value: 0.3 })
    expect(incident.flags).not.toContain('status-page-time')
    expect(incident.claims.find(({ field }) => field === 'interval')?.quote).toBe(
      'From 15:11 to 15:46 UTC',
    )
    expect(minuteOf(incident.page?.from)).toBe('2024-03-07 15:20')
  })

  it('begin with the first post shown where they were entered after their end', async () => {
    const incident = await named('Tracking pages were slow')
    expect(windows(incident)).toEqual(['2024-02-01 21:40 – 2024-02-01 22:15'])
    expect(incident.flags).toContain('backfilled')
  })

  it('are information where they have no impact', async () => {
    expect((await named('New sender address for invoices')).kind).toBe('informational')
  })

  it('are told in posts where the only post lists them', async () => {
    const incident = await named('Incident on 2016-06-09')
    expect(windows(incident)).toEqual(['2016-06-09 12:01 – 2016-06-09 12:33'])
    expect(incident.updates.map(({ status, text }) => `${status}: ${text}`)).toEqual([
      'Investigating: Sign-in is failing.',
      'Resolved: Everyone can sign in again.',
    ])
  })

  it('go on while they are not resolved, and keep signs that only look like markup', async () => {
    const incident = await named('Webhooks arrive late', 'one-incident.json')
    expect(windows(incident)).toEqual(['2024-04-30 18:00 – …'])
    expect(incident.text).toContain('messages wait for > 5 minutes & more')
  })
})

describe('an incident of an older page', () => {
  const fields =
    '"name":"Mails wait","impact":"minor","created_at":"2016-06-02T10:43:09-04:00",' +
    '"resolved_at":"2016-06-02T12:00:00-04:00"'
  const older = page(
    `{"id":"1",${fields},"scheduled_for":null,"scheduled_until":null,"incident_updates":[{"status":"resolved",` +
      '"body":"Mails go out again.","display_at":"2016-06-02T12:00:00-04:00",' +
      '"affected_components":[{"name":"No components were affected by this update."}]}]}',
  )

  it('is no maintenance for having an empty field for its schedule', async () => {
    const [incident] = (await readAs(statuspageJson, older)).incidents
    expect(incident?.kind).toBe('incident')
    expect(incident && windows(incident)).toEqual(['2016-06-02 14:43 – 2016-06-02 16:00'])
  })

  it('has no service where its posts say that none was affected', async () => {
    expect((await readAs(statuspageJson, older)).incidents[0]?.services).toEqual([])
  })
})

describe('scheduled maintenances', () => {
  it('are active from "In progress" to their completion, not from the announcement', async () => {
    const done = await named('Database upgrade', 'scheduled-maintenances.json')
    expect(done.kind).toBe('maintenance')
    expect(windows(done)).toEqual(['2024-03-09 03:05 – 2024-03-09 04:25'])
  })

  it('hold the announced window before they begin', async () => {
    const coming = await named('Network move', 'scheduled-maintenances.json')
    expect(windows(coming)).toEqual(['2024-06-15 01:00 – 2024-06-15 03:00'])
    expect(coming.flags).toContain('announced-window')
  })
})

describe('records that cannot be trusted', () => {
  const start = '"started_at":"2024-01-01T00:00:00Z"'

  it.each([
    ['a field that stands there twice', `{"id":"1","id":"2",${start}}`, 'duplicate-key'],
    ['half of a character', `{"id":"1","name":"a\\ud800",${start}}`, 'lone-surrogate'],
    ['no time at all', '{"id":"1","name":"a"}', 'no-time'],
    ['a value that is no record', '17', 'not-a-record'],
  ])('are rejected for %s', async (_, incident, code) => {
    const { incidents, rejected } = await readAs(statuspageJson, page(incident))
    expect(incidents).toEqual([])
    expect(rejected.map((one) => [one.row, one.code, one.raw])).toEqual([[1, code, incident]])
  })

  it('do not touch the records beside them', async () => {
    const text = page(`{"id":"1","id":"2",${start}},{"id":"3","name":"b",${start}}`)
    const { incidents, rejected } = await readAs(statuspageJson, text)
    expect([incidents.length, rejected.length]).toEqual([1, 1])
  })
})

it('says so when the page lists no incidents, and when the file is cut short', async () => {
  expect((await readAs(statuspageJson, page(''))).issues.map(({ code }) => code)).toEqual([
    'no-records',
  ])
  const cut = sample('incidents.json').slice(0, 900)
  await expect(readAs(statuspageJson, cut)).rejects.toThrow(UserError)
  await expect(readAs(statuspageJson, cut)).rejects.toThrow(/line 2\d.*cut short/)
})
