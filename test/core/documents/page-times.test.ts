import { describe, expect, it } from 'vitest'
import {
  isStamp,
  pageTime,
  pageWindow,
  splitSpan,
  windowNear,
} from '../../../src/core/documents/page-times'

const iso = (at: number | null | undefined) =>
  at === null || at === undefined ? null : new Date(at).toISOString().slice(0, 16)
const near = Date.UTC(2024, 0, 5)

describe('the time of a post', () => {
  it.each([
    ['Jan 12, 19:26 CET', '2024-01-12T18:26'],
    ['Dec 30, 23:00 UTC', '2023-12-30T23:00'],
    ['Sep 13, 2022 - 23:01 CEST', '2022-09-13T21:01'],
    ['Posted on Jan 22, 10:00 UTC', '2024-01-22T10:00'],
    ['Sep 3, 11:30 AM PDT', '2023-09-03T18:30'],
    ['Sep 3, 12:05 am UTC', '2023-09-03T00:05'],
    ['Nov 20, 2023 - 16:14 -03', '2023-11-20T19:14'],
    ['Nov 20, 2023 - 16:14 GMT-03:00', '2023-11-20T19:14'],
    ['Sep 25, 15:15:00 GMT+0', '2023-09-25T15:15'],
  ])('is %s', (text, at) => {
    expect(isStamp(text)).toBe(true)
    expect(iso(pageTime(text, near)?.at)).toBe(at)
  })

  it('keeps what is printed for a zone of another season, and says so', () => {
    const time = pageTime('Aug 1, 2023 - 09:00 PST', near)
    expect([iso(time?.at), time?.flags]).toEqual(['2023-08-01T17:00', ['zone-contradicted']])
  })

  it.each([
    'Jan 32, 10:00 UTC',
    'Jan 3, 24:00 UTC',
    'Jan 3, 13:00 PM UTC',
    'Jan 3, 10:00 XQZ',
    'no',
  ])('is none in %s', (text) => {
    expect(pageTime(text, near)).toBeNull()
  })
})

describe('a window of time', () => {
  it.each([
    ['Jan 24, 00:00-03:00 UTC', '2024-01-24T00:00', '2024-01-24T03:00'],
    ['Dec 31, 22:50 - Jan 1, 01:20 UTC', '2023-12-31T22:50', '2024-01-01T01:20'],
    ['Jun 29, 06:00 - 07:30 PDT', '2023-06-29T13:00', '2023-06-29T14:30'],
  ])('%s lies near the page', (text, from, to) => {
    expect(splitSpan(`Move of the disks ${text}`)).toEqual({
      before: 'Move of the disks',
      span: text,
    })
    const window = windowNear(text, Date.UTC(2023, 11, 20))
    expect([iso(window?.from), iso(window?.to)]).toEqual([from, to])
  })

  it('holds one time where no end is stated, and none for other words', () => {
    expect(pageWindow('Dec 4, 09:00 UTC', 2023)).toMatchObject({ to: null })
    expect(splitSpan('Dec 4, 09:00 UTC')).toBeNull()
    expect(pageWindow('Dec 4, 09:00 - 10:00 XQZ', 2023)).toBeNull()
  })
})

it('a window that states both days is not taken for a title and a time', () => {
  const line = 'Aug 26, 23:37 - Aug 27, 19:44 UTC'
  expect(splitSpan(line)).toEqual({ before: '', span: line })
})
