import { describe, expect, test } from 'vitest'
import { importBytes } from '../support/import-bytes'

const encode = (text: string) => new TextEncoder().encode(text)

async function issuesOf(text: string) {
  return (await importBytes('log', encode(text))).issues
}

describe('texts that were decoded wrongly', () => {
  const titled = (...titles: readonly string[]) =>
    `id,title,start\n${titles.map((title, k) => `${k},${title},2024-01-01T00:00:00Z`).join('\n')}\n`

  test.each(['StÃ¶rung', 'Itâ€™s down', '30 Â°C', 'Ð¡Ð±Ð¾Ð¹', 'æ±ºæ¸ˆã‚µãƒ¼ãƒ“ã‚¹'])(
    '%s is told, and kept as it is',
    async (title) => {
      const { incidents, issues } = await importBytes('log', encode(titled('Fine', title)))
      expect(incidents.map((incident) => incident.title)).toEqual(['Fine', title])
      expect(issues).toMatchObject([{ code: 'garbled-text', row: 2, level: 'warning' }])
      expect(issues[0]?.message).toContain(title)
    },
  )

  test.each([
    'Störung',
    'CAFÉ\u00a0»',
    'NÃO',
    'Manhã – não',
    'ESPAÑA',
    'à l’heure',
    '決済',
    'Сбой',
  ])('%s is none', async (title) => {
    expect(await issuesOf(titled(title))).toEqual([])
  })

  test('bytes that are no text are told where no record is rejected for them', async () => {
    const json = encode('[{"id":"1","title":"a?b","start":"2024-01-01T00:00:00Z"}]')
    const bytes = new Uint8Array([...json.slice(0, 20), 0xc0, 0xaf, ...json.slice(20)])
    const { issues, incidents } = await importBytes('log', bytes)
    expect(incidents[0]?.title).toContain('\uFFFD')
    expect(issues).toMatchObject([{ code: 'bad-bytes', level: 'warning' }])
  })
})

describe('services that look alike', () => {
  const of = (...services: readonly string[]) =>
    `id,start,service\n${services.map((name, k) => `${k},2024-01-01T00:00:00Z,${name}`).join('\n')}\n`

  test.each([
    ['café', 'cafe\u0301'],
    ['checkout', '\u0441heckout'],
    ['Checkout', 'checkout'],
    ['Web  API', 'Web-API'],
    ['api', 'a\u200bpi'],
  ])('%s and %s are told', async (one, other) => {
    const { issues, frame } = await importBytes('log', encode(of(one, 'Other', other)))
    expect(frame.dictionaries.services).toHaveLength(3)
    expect(issues).toMatchObject([{ code: 'similar-services', field: 'services', row: null }])
  })

  test('others are not', async () => {
    expect(await issuesOf(of('API', 'API 2', 'Web', 'Сбыт', 'Zahlung'))).toEqual([])
  })
})

describe('times that are all midnight', () => {
  const at = (...starts: readonly string[]) =>
    `id,start\n${starts.map((start, k) => `${k},${start}`).join('\n')}\n`
  const days = Array.from({ length: 10 }, (_, k) => `2024-01-${10 + k}`)

  test.each(['T00:00:00Z', ' 00:00:00 UTC', ' 12:00 AM EST'])('%s is told', async (midnight) => {
    const issues = await issuesOf(at(...days.map((one) => one + midnight)))
    expect(issues.map(({ code }) => code)).toContain('all-midnight')
  })

  test('one other time, or few times, prove nothing', async () => {
    const midnights = days.map((one) => `${one}T00:00:00Z`)
    expect(await issuesOf(at(...midnights, '2024-02-01T00:00:01Z'))).toEqual([])
    expect(await issuesOf(at(...midnights.slice(1)))).toEqual([])
    expect(await issuesOf(at(...days.map((one) => `${one}T10:00:00Z`)))).toEqual([])
  })
})
