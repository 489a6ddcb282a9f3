import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant, isDateProblem, type DateAssumptions } from '../../src/core/dates'
import { isoInstant } from '../../src/core/dates/iso-instant'
import { dateEvidence, dateOrder } from '../../src/core/dates/day-order'
import { zoneOffset, wallInstant } from '../../src/core/dates/zone-table'

const latest = Date.UTC(2027, 0, 1)

function read(text: string, assume: DateAssumptions = {}): string {
  const reading = instant(text, { latest, ...assume })
  return isDateProblem(reading)
    ? reading.problem
    : new Date(reading.at).toISOString().replace('.000Z', 'Z')
}

describe('times with a zone', () => {
  test.each([
    ['2023-05-01T10:00:00Z', '2023-05-01T10:00:00Z'],
    ['2023-05-01t10:00z', '2023-05-01T10:00:00Z'],
    ['20230501T100000Z', '2023-05-01T10:00:00Z'],
    ['2023-05-01 10:00:00.25+02:00', '2023-05-01T08:00:00.250Z'],
    ['2023-05-01T10:00:00-0330', '2023-05-01T13:30:00Z'],
    ['2023-05-01T24:00:00Z', '2023-05-02T00:00:00Z'],
    ['2023-05-01 10:00 UTC', '2023-05-01T10:00:00Z'],
    ['2023-05-01 10:00 UTC (12:00 CEST)', '2023-05-01T10:00:00Z'],
    ['2023-05-01T10:00:00+02:00[Europe/Berlin]', '2023-05-01T08:00:00Z'],
    ['2023-05-01 10:00 Europe/Berlin', '2023-05-01T08:00:00Z'],
    ['Mon, 01 May 2023 10:00:00 +0000', '2023-05-01T10:00:00Z'],
    ['Mon May 01 2023 10:00:00 GMT+0200 (CEST)', '2023-05-01T08:00:00Z'],
    ['May 1, 2023 10:00 AM EDT', '2023-05-01T14:00:00Z'],
    ['May 1, 2023 - 10:00 PT', '2023-05-01T17:00:00Z'],
    ['Mar 11, 2024 14:32 UTC', '2024-03-11T14:32:00Z'],
    ['Tue Feb 13 10:15:00 UTC 2024', '2024-02-13T10:15:00Z'],
    ['2024-02-13 10:15:00 +0000 UTC', '2024-02-13T10:15:00Z'],
    ['2024-02-13 10:15:00 +0100 CET', '2024-02-13T09:15:00Z'],
    ['2024-02-13 10:15 (GMT+01:00)', '2024-02-13T09:15:00Z'],
    ['13/Feb/2024:10:15:00 +0000', '2024-02-13T10:15:00Z'],
    ['1682935200', '2023-05-01T10:00:00Z'],
    ['1682935200123', '2023-05-01T10:00:00.123Z'],
    ['1.6829352E9', '2023-05-01T10:00:00Z'],
    ['1.682935200123E12', '2023-05-01T10:00:00.123Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999Z'],
    ['2023-05-01 10:00:00 +0200 CEST', '2023-05-01T08:00:00Z'],
    ['2023-05-01T10:00:00Z[UTC]', '2023-05-01T10:00:00Z'],
    ['Mon May  1 10:00:00 EDT 2023', '2023-05-01T14:00:00Z'],
    ['/Date(1682935200123)/', '2023-05-01T10:00:00.123Z'],
    ['\u200e2023-05-01 10:00\u202fUTC', '2023-05-01T10:00:00Z'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
    expect(instant(text, {})).toMatchObject({ zoneStated: true })
  })

  test('an abbreviation that names several zones or the wrong season is marked', () => {
    expect(instant('2023-05-01 10:00 IST', {})).toMatchObject({
      flags: ['zone-abbreviation', 'zone-ambiguous'],
    })
    expect(instant('2023-07-01 10:00 EST', {})).toMatchObject({
      flags: ['zone-abbreviation', 'zone-contradicted'],
    })
  })
})

describe('times without a zone', () => {
  test.each([
    ['2023-05-01 10:00', {}, '2023-05-01T10:00:00Z'],
    ['2023-05-01 10:00', { timeZone: 'America/New_York' }, '2023-05-01T14:00:00Z'],
    ['14/Jul/25 3:42 PM', { timeZone: 'UTC' }, '2025-07-14T15:42:00Z'],
    ['05/août/25 2:47 PM', {}, '2025-08-05T14:47:00Z'],
    ['15/juil./25 5:50 PM', {}, '2025-07-15T17:50:00Z'],
    ['18/dic/25 9:10 a. m.', {}, '2025-12-18T09:10:00Z'],
    ['Tue Feb 13 10:15:00 2024', {}, '2024-02-13T10:15:00Z'],
    ['10:15 13/02/2024', {}, '2024-02-13T10:15:00Z'],
    ['2024-Feb-13 10:15', {}, '2024-02-13T10:15:00Z'],
    ['2024.02.13 10:15:00', {}, '2024-02-13T10:15:00Z'],
    ['2024-2-3 9:05', {}, '2024-02-03T09:05:00Z'],
    ['20240213 10:15', {}, '2024-02-13T10:15:00Z'],
    ['20240213101500', {}, '2024-02-13T10:15:00Z'],
    ['202402131015', {}, '2024-02-13T10:15:00Z'],
    ['20240213', {}, '2024-02-13T00:00:00Z'],
    ["13/2/'24 10:15", {}, '2024-02-13T10:15:00Z'],
    ['13.02.2024 10:15 Uhr', {}, '2024-02-13T10:15:00Z'],
    ['2024年2月13日 10:15', {}, '2024-02-13T10:15:00Z'],
    ['01/02/2023 12:00 AM', { dates: 'day-first' }, '2023-02-01T00:00:00Z'],
    ['01/02/2023 12:00 PM', { dates: 'month-first' }, '2023-01-02T12:00:00Z'],
    ['25.12.2023 10:30', {}, '2023-12-25T10:30:00Z'],
    ['45047.5', {}, '2023-05-01T12:00:00Z'],
    ['2023.05.01 10:00', {}, '2023-05-01T10:00:00Z'],
    ['2023-5-1 9:05', {}, '2023-05-01T09:05:00Z'],
    ['20230501 10:00', {}, '2023-05-01T10:00:00Z'],
    ['Mon May 01 10:00:00 2023', {}, '2023-05-01T10:00:00Z'],
    ['01-MAY-23 10.00.00.250000 PM', {}, '2023-05-01T22:00:00.250Z'],
  ] as const)('%s read with %j', (text, assume, expected) => {
    expect(read(text, assume)).toBe(expected)
    expect(instant(text, assume)).toMatchObject({ zoneStated: false })
  })

  test('a bare day is its first moment, also where midnight is skipped', () => {
    expect(instant('2023-05-01', { timeZone: 'Asia/Kolkata' })).toMatchObject({
      dayOnly: true,
      at: Date.UTC(2023, 3, 30, 18, 30),
    })
    expect(read('2018-11-04', { timeZone: 'America/Sao_Paulo' })).toBe('2018-11-04T03:00:00Z')
    expect(read('2011-12-30', { timeZone: 'Pacific/Apia' })).toBe('nonexistent-local-time')
  })

  test('the hour that is skipped and the one that comes twice give both candidates', () => {
    expect(instant('2024-03-10 02:30', { timeZone: 'America/New_York' })).toMatchObject({
      problem: 'nonexistent-local-time',
      candidates: [Date.UTC(2024, 2, 10, 7, 30), Date.UTC(2024, 2, 10, 6, 30)],
    })
    expect(instant('2024-11-03 01:30', { timeZone: 'America/New_York' })).toMatchObject({
      problem: 'ambiguous-local-time',
      candidates: [Date.UTC(2024, 10, 3, 5, 30), Date.UTC(2024, 10, 3, 6, 30)],
    })
    expect(read('2024-11-03 02:00', { timeZone: 'America/New_York' })).toBe('2024-11-03T07:00:00Z')
  })
})

describe('what is not guessed', () => {
  test.each([
    ['2023-02-29', 'no-such-day'],
    ['31/04/2023', 'no-such-day'],
    ['2023-05-01T25:00:00Z', 'no-such-time'],
    ['2023-05-01 13:00 PM', 'no-such-time'],
    ['2015-01-01T23:59:60Z', 'no-such-time'],
    ['01/02/2023', 'ambiguous-day-order'],
    ['23-01-02', 'ambiguous-day-order'],
    ['1970-01-01T00:00:00Z', 'sentinel-date'],
    ['9999-12-31', 'sentinel-date'],
    ['0000-00-00 00:00:00', 'sentinel-date'],
    ['1985-06-01T00:00:00Z', 'out-of-range'],
    ['2038-01-19T03:14:07Z', 'out-of-range'],
    ['20231301', 'ambiguous-number'],
    ['20230230', 'no-such-day'],
    ['12345678', 'ambiguous-number'],
    ["1/2/'24", 'ambiguous-day-order'],
    ['2023', 'unreadable-date'],
    ['10:30', 'unreadable-date'],
    ['INC-2023', 'unreadable-date'],
    ['yesterday', 'unreadable-date'],
    ['Tue, 01 May 2023 10:00:00 GMT', 'unreadable-date'],
    ['2023-05-01T10:00:00+14:01', 'unreadable-date'],
    ['2023-05-01T10:00:00Z and more', 'unreadable-date'],
    ['2023-05-01T10:00:00Z foo', 'unreadable-date'],
    ['2023-05-01 10:00:00 +0200 EST', 'unreadable-date'],
    ['2023-5-1T9:05:03Z', 'unreadable-date'],
    ['13.05.2023 10.30', 'unreadable-date'],
    ['Tue May  1 10:00:00 UTC 2023', 'unreadable-date'],
    ['1.68294E+12', 'unreadable-date'],
    ['2023-05-01 10:00 XYZ', 'unknown-zone'],
    ['2023-05-01 10:00 Mars/Olympus', 'unknown-zone'],
    [`2023-05-01${' '.repeat(100_000)}x`, 'unreadable-date'],
    ['n/a', 'missing'],
    ['', 'missing'],
    ['ongoing', 'missing'],
  ])('%s is %s', (text, problem) => {
    expect(read(text)).toBe(problem)
  })

  test('a number that a spreadsheet has shortened says so', () => {
    expect(instant('1.68294E+12', {})).toMatchObject({
      message: expect.stringContaining('shortened') as string,
    })
  })

  test('years of two digits lie in the only plausible century', () => {
    expect(read('31/12/99')).toBe('1999-12-31T00:00:00Z')
    expect(read('31/12/24')).toBe('2024-12-31T00:00:00Z')
    expect(read('31/12/50')).toBe('out-of-range')
  })
})

test('every written instant is read back by both readers', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: latest - 1 }), (at) => {
      const text = new Date(at).toISOString()
      expect(isoInstant(text)).toBe(at)
      expect(instant(text.replace('T', ' '), { latest })).toMatchObject({ at })
    }),
  )
})

test('text of any kind gives an instant in range or a problem', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789-/:. TZ+amMJan,')) }),
      (text) => {
        const reading = instant(text, { latest })
        if (!isDateProblem(reading))
          expect(Number.isInteger(reading.at) && reading.at < latest).toBe(true)
      },
    ),
  )
})

describe('the table of zones', () => {
  test.each([
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
  ])('agrees with the runtime in %s', (zone) => {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: latest }), (at) => {
        const name =
          format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
        const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? []
        const offset =
          (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
        expect(zoneOffset(zone, at)).toBe(offset + 0)
        const wall = wallInstant(zone, at + offset)
        expect(wall?.kind === 'once' ? [wall.at] : wall?.candidates).toContain(at)
      }),
    )
  })
})

describe('the order of dates', () => {
  test.each([
    [['01/02/2023', '25/12/2023'], 'day-first'],
    [['01/02/2023', '12/25/2023'], 'month-first'],
    [['01/02/2023', '03/04/2023'], 'ambiguous'],
    [['25/12/2023', '12/25/2023'], 'ambiguous'],
    [['05/05/2023', '2023-01-02', ''], 'none'],
  ] as const)('%j is %s', (texts, order) => {
    expect(dateOrder(dateEvidence(texts))).toBe(order)
  })
})

test('a month of another language in prose, and a zone that does not fit its offset, are not read', () => {
  expect(read('1 janv. 2024')).toBe('unreadable-date')
  expect(read('2024-02-13 10:15:00 +0100 EST')).toBe('unreadable-date')
})
