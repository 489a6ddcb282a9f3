import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cstate } from '../../../src/core/formats/cstate'
import { postmortemMarkdown } from '../../../src/core/formats/postmortem-markdown'
import { UserError } from '../../../src/core/issue'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('an issue of cState', () => {
  it('takes its times from the front matter, one-digit hours included', async () => {
    const { incidents, issues } = await readAs(cstate, sample('cstate/2024-03-04-login.md'))
    const [incident] = incidents
    expect(incident && windows(incident)).toEqual(['2024-03-04 09:58 – 2024-03-04 11:30'])
    expect(incident?.services).toEqual(['Accounts', 'Website'])
    expect(incident?.severity).toBe('major')
    expect(incident?.updates.map(({ status }) => status)).toEqual(['Investigating', 'Resolved'])
    expect(issues).toEqual([])
  })

  it('is maintenance when its title says so, and tells which zone was assumed', async () => {
    const text = sample('cstate/2024-03-20-maintenance.md')
    const utc = await readAs(cstate, text)
    expect(utc.incidents[0]?.kind).toBe('maintenance')
    expect(utc.incidents[0]?.flags).toEqual(expect.arrayContaining(['kind-inferred', 'tz-assumed']))
    expect(utc.issues.map(({ code }) => code)).toEqual(['tz-assumed'])
    const there = await readAs(cstate, text, { assume: { timeZone: 'Europe/Berlin' } })
    expect(there.incidents[0] && windows(there.incidents[0])).toEqual([
      '2024-03-20 12:00 – 2024-03-20 13:00',
    ])
  })

  it('is information without an impact when it says that', async () => {
    const [note] = (await readAs(cstate, sample('cstate/2024-04-01-news.md'))).incidents
    expect([note?.kind, note?.impacts]).toEqual(['informational', []])
  })

  it.each([
    [
      'an end before its start',
      'resolvedWhen: 2024-03-04T11:30',
      'resolvedWhen: 2024-03-04T01:30',
      'end-before-start',
    ],
    ['being a draft', 'section: issue', 'section: issue\ndraft: true', 'draft'],
    ['a date that is none', 'date: 2024-03-04T9:58', 'date: 2024-02-30T9:58', 'no-time'],
  ])('is rejected for %s', async (_, from, to, code) => {
    const text = sample('cstate/2024-03-04-login.md').replace(from, to)
    const { incidents, rejected } = await readAs(cstate, text)
    expect([incidents.length, rejected.map((one) => one.code)]).toEqual([0, [code]])
  })

  it.each(['yes', 'True', 'on'])(
    'is over, with an unknown end, for "resolved: %s"',
    async (word) => {
      const text = sample('cstate/2024-03-04-login.md')
        .replace(/^resolved: true$/m, `Resolved: ${word}`)
        .replace(/^resolvedWhen: .*$/m, '')
        .replace(/^\*Resolved\*.*$/m, '')
      expect(text).toContain(`Resolved: ${word}`)
      const [incident] = (await readAs(cstate, text)).incidents
      expect(incident?.impacts.filter(({ to }) => to === null)).toEqual([])
    },
  )

  it('has its end from its front matter before one that a length makes', async () => {
    const text =
      '---\ntitle: Database\ndate: 2024-02-15T15:45:00Z\nresolved: true\nresolvedWhen: 2024-02-15T17:10:00Z\nseverity: down\n---\n' +
      'The outage began at 15:29 UTC. It lasted 1 hour.\n'
    const [incident] = (await readAs(cstate, text)).incidents
    expect(incident && windows(incident)).toEqual(['2024-02-15 15:45 – 2024-02-15 17:10'])
    const stated = text.replace('It lasted 1 hour', 'It ended at 16:40 UTC')
    const [other] = (await readAs(cstate, stated)).incidents
    expect(other && windows(other)).toEqual(['2024-02-15 15:29 – 2024-02-15 16:40'])
  })

  it.each(['date: a\ndate: b', 'a: !!js/function x\nb: [', '- just a list'])(
    'is refused for front matter like %j',
    async (yaml) => {
      await expect(readAs(cstate, `---\n${yaml}\n---\nText`)).rejects.toThrow(UserError)
    },
  )
})

describe('an issue of StatusKit', () => {
  const read = async (name: string) => (await readAs(cstate, sample(`cstate/${name}`))).incidents

  it('has fields in TOML, and its end in its last post', async () => {
    const [incident] = await read('2024-02-10-statuskit.md')
    expect(incident && windows(incident)).toEqual(['2024-02-10 20:10 – 2024-02-10 22:10'])
    expect([incident?.title, incident?.severity, incident?.services]).toEqual([
      'Uploads of pictures fail',
      'major',
      ['Pictures [CDN]', 'Editor'],
    ])
  })

  it('has posts behind their times where times stand in front', async () => {
    const [incident] = await read('2024-01-19-time-first.md')
    expect(incident && windows(incident)).toEqual(['2024-01-19 11:23 – 2024-01-19 14:43'])
    expect(incident?.updates.map(({ status, postedAt }) => [status, minuteOf(postedAt)])).toEqual([
      ['Update', '2024-01-19 11:23'],
      ['Update', '2024-01-19 11:29'],
      ['Resolved', '2024-01-19 14:43'],
      ['Update', '2024-01-21 21:14'],
    ])
  })

  it('is maintenance for its severity, and refused for lines that are no fields', async () => {
    const text = sample('cstate/2024-02-10-statuskit.md')
    const work = text.replace('partial-outage"', 'under-maintenance"')
    const [incident] = (await readAs(cstate, work)).incidents
    expect([incident?.kind, incident?.flags.includes('kind-inferred')]).toEqual([
      'maintenance',
      false,
    ])
    const broken = text.replace('resolved = true', 'resolved: true')
    await expect(readAs(cstate, broken)).rejects.toThrow(/"resolved: true"/)
  })
})

describe('a postmortem in Markdown', () => {
  const read = async (name: string) => {
    const [incident] = (await readAs(postmortemMarkdown, sample(`postmortem-markdown/${name}`)))
      .incidents
    if (!incident) throw new Error('no incident')
    return incident
  }

  it('lasts from the entry where it starts to the one where all is well, past midnight', async () => {
    const incident = await read('2024-02-19-disk-full.md')
    expect(windows(incident)).toEqual(['2024-02-19 22:40 – 2024-02-19 23:12'])
    expect(incident.title).toBe('disk of the build host full')
    expect(incident.impacts[0]?.errorRate?.value).toBe(1)
    expect(incident.claims.find(({ field }) => field === 'start')?.quote).toBe(
      '### 2024-02-19 23:40',
    )
  })

  it('reads lists of times and the fields in front', async () => {
    const incident = await read('list-of-times.md')
    expect(windows(incident)).toEqual(['2024-04-08 14:02 – 2024-04-08 14:31'])
    expect([incident.title, incident.services, incident.severity]).toEqual([
      'Cache cleared by mistake',
      ['Catalogue'],
      'major',
    ])
  })

  it('reads the fields of its text, and a title below a heading that names none', async () => {
    const incident = await read('fields.md')
    expect(windows(incident)).toEqual(['2024-03-14 14:02 – 2024-03-14 15:10'])
    expect(minuteOf(incident.milestones.detectedAt)).toBe('2024-03-14 14:20')
    expect([incident.title, incident.severity]).toEqual(['Checkout refused cards', 'critical'])
    expect(incident.impacts[0]?.errorRate?.value).toBe(0.12)
    expect(incident.flags).toContain('evidence-a')
  })

  it('may be plain text, divided by the names of its sections', async () => {
    const incident = await read('plain.txt')
    expect(windows(incident)).toEqual(['2024-03-12 14:05 – 2024-03-12 14:47'])
    expect([incident.title, incident.severity, incident.services]).toEqual([
      'Cards are refused at the harbour',
      'critical',
      ['payments', 'ticket office'],
    ])
    expect(incident.impacts[0]?.errorRate?.value).toBe(0.4)
    expect(postmortemMarkdown.sniff('Summary\nAll is well.\n\nImpact\nNone.\n', 'a.txt')).toBe(0)
  })

  it('reads a form in a table, whose labels are followed by hints', async () => {
    const incident = await read('form-table.md')
    expect(windows(incident)).toEqual(['2024-05-06 08:40 – 2024-05-06 10:15'])
    expect(minuteOf(incident.milestones.detectedAt)).toBe('2024-05-06 09:05')
    expect([incident.title, incident.severity, incident.services]).toEqual([
      'Incident: prices of yesterday are shown',
      'major',
      ['price-list', 'shop (web, app)'],
    ])
  })

  it('reads sections named like fields, and leaves out what only led to it', async () => {
    const incident = await read('sections.md')
    expect(windows(incident)).toEqual(['2024-05-24 04:45 – 2024-05-24 09:15'])
    expect([incident.title, incident.severity, incident.services]).toEqual([
      'Shop shows an empty page',
      'critical',
      ['Shop', 'Basket'],
    ])
  })

  it('takes its title from the first sentence where every heading is one of a form', async () => {
    const text =
      '## Owner: @mara\n## Involved:\n\n# Overview\n\nThe map of the harbour was empty\nfor an hour. Later it came back.\n\n# Root causes\n\nA cache.\n'
    const [incident] = (await readAs(postmortemMarkdown, text)).incidents
    expect(incident?.title).toBe(
      'The map of the harbour was empty for an hour. Later it came back.',
    )
  })

  it.each([
    ['**Duration:** 14:02 – 15:10 UTC', '2024-03-05 14:02 – 2024-03-05 15:10'],
    ['- Time: 2024-03-05 23:50 to 2024-03-06 00:20 UTC', '2024-03-05 23:50 – 2024-03-06 00:20'],
    [
      'Started: 2024-03-05 14:02 UTC\nEnded at: 2024-03-05 14:40 UTC',
      '2024-03-05 14:02 – 2024-03-05 14:40',
    ],
  ])('takes its window from %j', async (line, window) => {
    const text = `# Outage of 5 March 2024\n\n${line}\n\n## Root cause\n\nA full disk.\n`
    const [incident] = (await readAs(postmortemMarkdown, text)).incidents
    expect(incident && windows(incident)).toEqual([window])
  })

  it('follows the days of its timeline: lines of their own, without a year, and lines without a mark', async () => {
    const read = async (timeline: string) => {
      const text = `# Outage of 5 March 2024\n\n## Timeline (UTC)\n\n${timeline}\n`
      const [incident] = (await readAs(postmortemMarkdown, text)).incidents
      return incident ? windows(incident) : null
    }
    expect(
      await read(
        '### 5 March\n\n- 14:02 Errors\n\n### Wednesday, March 6\n\n- 15:00 All is well again',
      ),
    ).toEqual(['2024-03-05 14:02 – 2024-03-06 15:00'])
    expect(await read('**2024-03-04**\n\n23:10 - Errors\n\n23:40 - Back to normal')).toEqual([
      '2024-03-04 23:10 – 2024-03-04 23:40',
    ])
    expect(await read('03-04-2024\n\n* 09:00 Errors\n* March 5, 10:00 Back to normal')).toEqual([
      '2024-03-04 09:00 – 2024-03-05 10:00',
    ])
  })

  it('leans on no day that may be another', async () => {
    const text = '# Outage\n\n**Date:** 05/03/2024\n**Start:** 14:02 UTC\n**End:** 15:10 UTC\n'
    const [incident] = (await readAs(postmortemMarkdown, text)).incidents
    expect(incident?.impacts).toEqual([])
    const settled = text.replace('05/03', '25/03')
    const [other] = (await readAs(postmortemMarkdown, settled)).incidents
    expect(other && windows(other)).toEqual(['2024-03-25 14:02 – 2024-03-25 15:10'])
  })

  it('is one of several in a log, each with its own times', async () => {
    const { incidents } = await readAs(
      postmortemMarkdown,
      sample('postmortem-markdown/incident-log.md'),
    )
    expect(incidents.map((one) => [one.title, one.source.row, ...windows(one)])).toEqual([
      ['Quota of recordings used up', 1, '2024-02-15 15:34 – 2024-02-15 16:16'],
      ['Mails come back', 2, '2024-01-08 14:12 – 2024-01-09 15:18'],
    ])
  })

  it('ends at the next heading of its level or above, however many there are', async () => {
    const one = (level: string, day: number) =>
      `${level} Incident of 2024-03-0${day}\n\n- Start: 10:00 UTC\n- End: 1${day}:00 UTC\n\n`
    const text = `# Log\n\n${one('##', 1)}### Notes\n\n${one('##', 2)}# Others\n\n${'# a\n'.repeat(300_000)}`
    const { incidents } = await readAs(postmortemMarkdown, text)
    expect(incidents.map((incident) => windows(incident))).toEqual([
      ['2024-03-01 10:00 – 2024-03-01 11:00'],
      ['2024-03-02 10:00 – 2024-03-02 12:00'],
    ])
    expect(incidents.map((incident) => incident.text.includes('Others'))).toEqual([false, false])
  })

  it('is one of several whose days stand in their fields', async () => {
    const part = (name: string, day: string, system: string) =>
      `## Incident #${name}\n\n**Date**: ${day}\n**System**: ${system}\n**Severity**: HIGH\n\n- **09:15 UTC** Errors\n- **10:40 UTC** All services confirmed operational\n- **11:50 UTC** Formally closed\n\n`
    const text = `# Past incidents\n\n${part('1', 'October 08, 2024', 'gate')}${part('2', 'November 02, 2024', 'till')}`
    const { incidents } = await readAs(postmortemMarkdown, text)
    expect(incidents.map((one) => [one.title, one.services.join(), ...windows(one)])).toEqual([
      ['Incident #1', 'gate', '2024-10-08 09:15 – 2024-10-08 10:40'],
      ['Incident #2', 'till', '2024-11-02 09:15 – 2024-11-02 10:40'],
    ])
  })

  it('is one of several below headings of days that state how long each lasted', async () => {
    const text =
      '# Flags: outages of October 2025\n\n## Timeline\n\n' +
      '### October 21, 2025 - Cache\n\n**Duration:** 21:45 to 23:28 UTC (103 minutes)\n\n- **21:45 UTC** - A deploy\n\n' +
      '### October 30, 2025 - Latency\n\n**Duration:** 22:30 UTC on October 29 to 05:39 UTC on October 30\n\n' +
      '## Root cause\n\nNodes too small.\n'
    const { incidents } = await readAs(postmortemMarkdown, text)
    expect(incidents.map((one) => [one.title, ...windows(one)])).toEqual([
      ['October 21, 2025 - Cache', '2025-10-21 21:45 – 2025-10-21 23:28'],
      ['October 30, 2025 - Latency', '2025-10-29 22:30 – 2025-10-30 05:39'],
    ])
    expect(incidents[1]?.text).not.toContain('Root cause')
  })

  it.each([
    '# Incident Title\n\n## Timeline\n\n| Time | Event |\n| --- | --- |\n| 20xx-MM-DD HH:mm | What happened |\n',
    '# Post-mortem: [Incident title]\n\n**Date:** [date]\n\n## Root cause\n',
    '# Postmortem\n\nDate: YYYY-MM-DD\n\n## Impact\n',
  ])('is rejected where it is a template like %j', async (text) => {
    const { incidents, rejected } = await readAs(postmortemMarkdown, text)
    expect([incidents.length, rejected.map(({ code }) => code)]).toEqual([0, ['template']])
  })

  it('asks for the zone of times that state none', async () => {
    const text = sample('postmortem-markdown/2024-02-19-disk-full.md').replace(
      'All times in CET',
      '',
    )
    const asked = await readAs(postmortemMarkdown, text)
    expect([asked.incidents.length, asked.questions.map(({ code }) => code)]).toEqual([
      0,
      ['time-zone'],
    ])
    const told = await readAs(postmortemMarkdown, text, { assume: { timeZone: 'UTC' } })
    expect(told.incidents[0] && windows(told.incidents[0])).toEqual([
      '2024-02-19 23:40 – 2024-02-20 00:12',
    ])
  })

  it('has no time of impact where none is stated, and says so', async () => {
    const { incidents, issues } = await readAs(
      postmortemMarkdown,
      '# Slow pages on 3 March 2024\n\n## Impact\n\nPages were slow.\n',
    )
    expect(incidents[0]?.impacts).toEqual([])
    expect(issues.map(({ code }) => code)).toEqual(['no-impact-time'])
  })

  it('does not start with a relapse', async () => {
    const text =
      '# Outage of 5 March 2024\n\n## Timeline (UTC)\n\n' +
      '- 14:02 Errors\n- 15:00 Builds begin failing again\n- 15:30 Back to normal\n'
    const [incident] = (await readAs(postmortemMarkdown, text)).incidents
    expect(incident && windows(incident)).toEqual(['2024-03-05 14:02 – 2024-03-05 15:30'])
  })

  it('never goes on: a start alone is no impact', async () => {
    const text =
      '# Certificate, 2024-01-19\n\n## Timeline\n\nAll times in UTC\n\n### 11:00\n\nA mail came.\n'
    const [incident] = (await readAs(postmortemMarkdown, text)).incidents
    expect(incident?.impacts).toEqual([])
  })
})

it('a list in YAML is no postmortem, whatever its comments say', () => {
  const list = [
    '## incident = what it is called',
    '# Timeline of all of them',
    '- title: Queue full',
    '  start: 2024-01-21T10:00:00Z',
    '  end: 2024-01-21T10:30:00Z',
  ].join('\n')
  expect(postmortemMarkdown.sniff(list, 'list.yml')).toBe(0)
  expect(postmortemMarkdown.sniff('## Timeline\n- 10:00 The queue filled up', 'a.md')).toBe(0.85)
})
