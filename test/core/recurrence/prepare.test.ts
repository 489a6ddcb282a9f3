import { describe, expect, it } from 'vitest'
import { preparedText } from '../../../src/core/recurrence/prepare'

function texts(title: string, text: string): string[] {
  return preparedText(title, text).map((sentence) => sentence.text)
}

describe('preparedText', () => {
  it('leaves out what status pages print around a report', () => {
    const page = [
      'Acme logo',
      '  • Operational',
      '  • Partial Outage',
      '  • Maintenance',
      'Incident Report for Acme',
      'Postmortem',
      'A router lost its table.',
      'Posted 3 days ago. Mar 04, 2021 - 10:00 EST',
      'This incident affected: Checkout.',
    ].join('\n')
    expect(texts('', page)).toEqual(['A router lost its table.'])
  })

  it('leaves out apologies, addresses, dates and times', () => {
    const text =
      'At 10:15 on May 3rd the queue filled, see https://status.example/x. We apologize for that.'
    const [only, ...rest] = texts('', text)
    expect(rest).toEqual([])
    expect(only).toContain('the queue filled')
    expect(only).not.toMatch(/10:15|3rd|status\.example/)
  })

  it('stops before the next steps', () => {
    const text = 'The disk filled.\n\n## Next steps\n\nWe will rotate the certificates.'
    expect(texts('', text)).toEqual(['The disk filled.'])
  })

  it('keeps a text that consists of next steps alone', () => {
    expect(texts('', 'Follow-up of the disk that filled.')).toEqual([
      'Follow-up of the disk that filled.',
    ])
  })

  it('lets sentences on causes weigh double, and titles never', () => {
    const sentences = preparedText(
      'Errors during a deploy',
      'Pages were slow. This was caused by a typo.',
    )
    expect(sentences.map(({ weight }) => weight)).toEqual([1, 1, 2])
  })

  it('finds nothing in nothing', () => {
    expect(preparedText('', ' \n ')).toEqual([])
  })
})
