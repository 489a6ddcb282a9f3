import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feed } from '../../../src/core/formats/feed'
import { UserError } from '../../../src/core/issue'
import { readAs, windows } from '../../support/read-format'

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
