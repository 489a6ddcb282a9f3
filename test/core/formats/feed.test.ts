import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feed } from '../../../src/core/formats/feed'
import { UserError } from '../../../src/core/issue'
import { minuteOf, readAs, windows } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples/feed')
const sample = (name: string) => readFileSync(join(folder, name), 'utf8')
const rss = (item: string) =>
  `<rss version="2.0"><channel><title>Status</title><item>${item}</item></channel></rss>`

describe('an Atom feed of Statuspage', () => {
  it('gives posts without a year the one nearest to the post before, across the new year', async () => {
    const [incident] = (await readAs(feed, sample('history.atom'))).incidents
    expect(incident?.updates.map(({ status }) => status)).toEqual(['Investigating', 'Resolved'])
    expect(incident && windows(incident)).toEqual(['2023-12-31 22:50 – 2024-01-01 01:20'])
    expect(incident?.text).toContain('Waiting time is < 1 hour.')
    expect(incident?.title).toBe('Imports stuck & late')
    expect(incident?.services).toEqual(['Parcelwire'])
  })

  it('reads the zone of each post, and work from its beginning', async () => {
    const [, work] = (await readAs(feed, sample('history.atom'))).incidents
    expect(work?.kind).toBe('maintenance')
    expect(work && windows(work)).toEqual(['2023-11-20 03:00 – 2023-11-20 05:30'])
  })
})

describe('an RSS feed', () => {
  it('takes the time of publication for no time of impact', async () => {
    const { incidents, issues } = await readAs(feed, sample('items.rss'))
    expect(incidents.map((incident) => windows(incident))).toEqual([
      ['2024-03-05 08:31 – 2024-03-05 09:02'],
      [],
    ])
    expect(issues.map(({ code }) => code)).toEqual(['no-impact-time'])
  })

  it('lists entries without any time as rejected', async () => {
    const { rejected } = await readAs(feed, rss('<title>Slow</title>'))
    expect(rejected.map(({ code }) => code)).toEqual(['no-time'])
  })

  it('keeps titles as text and drops scripts from contents', async () => {
    const item =
      '<title><![CDATA[<b>x</b>]]></title><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate>' +
      '<description><![CDATA[<script>run()</script>It was slow.]]></description>'
    const [incident] = (await readAs(feed, rss(item))).incidents
    expect(incident?.title).toBe('<b>x</b>')
    expect(incident?.text).toBe('Update\nIt was slow.')
  })

  it('leaves out posts whose zone is not known, and says so', async () => {
    const item =
      '<title>a</title><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate>' +
      '<description>&lt;small&gt;Jan 1, 10:00 XQZ&lt;/small&gt;&lt;br&gt;Resolved - Done.</description>'
    const { incidents, issues } = await readAs(feed, rss(item))
    expect(incidents[0]?.updates[0]?.postedAt).toBeNull()
    expect(issues.map(({ code }) => code)).toContain('zone-unknown')
  })
})

describe('a feed with an entry per post', () => {
  it('joins the entries of one title that follow each other, and says so', async () => {
    const { incidents, issues } = await readAs(feed, sample('entry-per-post.rss'))
    expect(incidents.map(({ title, source }) => [title, source.row])).toEqual([
      ['Delayed messages', 1],
      ['Delayed messages', 3],
    ])
    const [first] = incidents
    expect(first && windows(first)).toEqual(['2024-07-17 03:00 – 2024-07-17 03:49'])
    expect(first?.services).toEqual(['Lanternfish Queue (Lisbon)'])
    expect(first?.severity).toBe('minor')
    expect(first?.updates.map(({ status, postedAt }) => [status, minuteOf(postedAt)])).toEqual([
      ['Update', '2024-07-17 03:21'],
      ['Resolved', '2024-07-17 04:24'],
    ])
    expect(first?.text).toContain('All queues are empty again.')
    expect(first?.id).toBe('https://health.lanternfish.example/#queue-lisbon_1721186460')
    expect(issues.map(({ code }) => code)).toEqual(['no-impact-time', 'entries-joined'])
  })

  it('joins the entries of one address, with the services of all', async () => {
    const { incidents } = await readAs(feed, sample('same-address.rss'))
    expect(incidents.map((incident) => windows(incident))).toEqual([
      ['2024-07-21 02:46 – 2024-07-21 03:40'],
    ])
    expect(incidents[0]?.services).toEqual(['Speech', 'Chat'])
    expect(incidents[0]?.id).toBe('https://status.quillwork.example/incident/4c85daa1')
  })

  it('knows an incident by its address, however many of its posts the feed still has', async () => {
    const text = sample('same-address.rss')
    const one = text.slice(0, text.lastIndexOf('<item>')) + '</channel></rss>'
    const ids = async (from: string) => (await readAs(feed, from)).incidents.map(({ id }) => id)
    expect(await ids(one)).toEqual(await ids(text))
  })

  it('keeps entries apart that only share the address of the page', async () => {
    const item = (name: string) =>
      `<item><title>${name}</title><link>https://a.example/v2</link><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate></item>`
    const text = `<rss><channel><link>https://a.example/v2</link>${item('a')}${item('b')}</channel></rss>`
    expect((await readAs(feed, text)).incidents.map(({ title }) => title)).toEqual(['a', 'b'])
  })
})

describe('an entry of another program', () => {
  it('is read where its markup is escaped twice, with components from its summary', async () => {
    const [incident] = (await readAs(feed, sample('twice-escaped.rss'))).incidents
    expect(incident && windows(incident)).toEqual(['2024-08-05 13:27 – 2024-08-05 14:28'])
    expect(incident?.services).toEqual(['Builds', 'Jobs'])
  })

  it('announces work for the window above its posts', async () => {
    const [, work] = (await readAs(feed, sample('twice-escaped.rss'))).incidents
    expect([work?.kind, work?.flags]).toEqual(['maintenance', ['announced-window']])
    expect(work && windows(work)).toEqual(['2024-09-16 13:00 – 2024-09-16 14:30'])
    expect(work?.text).not.toContain('SCHEDULED EVENT')
  })

  it('has posts with a time of day only, forward from when it was published', async () => {
    const text = sample('times-of-day.atom')
    const [incident, note] = (await readAs(feed, text)).incidents
    expect(incident?.title).toBe('Threads do not open')
    expect(incident && windows(incident)).toEqual(['2024-12-08 23:23 – 2024-12-09 17:34'])
    expect(note?.kind).toBe('informational')
    const parts = /(&lt;p&gt;&lt;small&gt;3:23.*?)(&lt;p&gt;&lt;small&gt;9:34.*?)<\/content>/.exec(
      text,
    )
    const turned = text.replace(`${parts?.[1]}${parts?.[2]}`, `${parts?.[2]}${parts?.[1]}`)
    const [other] = (await readAs(feed, turned)).incidents
    expect(other?.impacts).toEqual([])
    expect(other?.updates).toHaveLength(1)
  })

  it('takes the zone from its words, and the time of publication for no first post', async () => {
    const [, , search] = (await readAs(feed, sample('times-of-day.atom'))).incidents
    expect(search && windows(search)).toEqual(['2024-10-01 15:30 – 2024-10-01 22:54'])
    expect([search?.title, search?.services]).toEqual([
      'Search was down',
      ['Search', 'Suggestions'],
    ])
    expect([search?.milestones.firstPostAt, minuteOf(search?.milestones.resolvedAt)]).toEqual([
      null,
      '2024-10-02 12:00',
    ])
  })
})

describe('XML that is not to be trusted', () => {
  it.each([
    ['a document type', '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', /document type/],
    ['elements that are not closed', '<rss><channel>\n<item></channel></rss>', /line 2 /],
    ['depth', `<rss>${'<a>'.repeat(200)}`, /100 deep/],
    ['text that ends early', '<rss><channel><item><title>x', /never closed/],
    ['no entries', '<rss><channel/></rss>', /no entries/],
  ])('is refused for %s', async (_, text, message) => {
    await expect(readAs(feed, text)).rejects.toThrow(UserError)
    await expect(readAs(feed, text)).rejects.toThrow(message)
  })
})
