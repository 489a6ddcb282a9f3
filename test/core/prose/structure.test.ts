import { describe, expect, it } from 'vitest'
import { reportStructure } from '../../../src/core/prose/structure'

const utc = (text: string) => Date.parse(`${text}Z`)
const page = (...lines: string[]) => lines.join('\n')

describe('reportStructure', () => {
  it('takes the title above "Incident Report for" and passes over the legend of the page', () => {
    const report = reportStructure(
      page(
        'Acme logo',
        '  • Operational',
        '  • Major Outage',
        '  • Maintenance',
        'Login fails',
        'Incident Report for Acme',
        'Resolved',
        'Done.',
        'Posted Sep 28, 2022 - 16:12 EDT',
      ),
    )
    expect(report).toMatchObject({ title: 'Login fails', provider: 'Acme' })
    expect(report.blocks.map((b) => b.text)).toEqual(['Done.'])
  })

  it('closes a block at its Posted line, with or without the age of the post', () => {
    const report = reportStructure(
      page(
        'T',
        'Incident Report for Acme',
        'Resolved',
        'It is over.',
        'Posted 6 days ago. Oct 11, 2022 - 10:58 EDT',
        'Investigating',
        'It began.',
        'Posted Oct 11, 2022 - 08:00 EST',
      ),
    )
    expect(report.blocks.map((b) => [b.status, b.text, b.postedAt])).toEqual([
      ['Resolved', 'It is over.', utc('2022-10-11T14:58')],
      ['Investigating', 'It began.', utc('2022-10-11T13:00')],
    ])
    expect(report.flags).toEqual(['zone-contradicted'])
  })

  it('takes an unlabelled first block for the postmortem and says so', () => {
    const report = reportStructure(
      page(
        'T',
        'Incident Report for Acme',
        'What Happened',
        '',
        'A disk was full.',
        'Posted Oct 12, 2022 - 10:58 EDT',
        'Resolved',
        'Done.',
        'Posted Oct 11, 2022 - 10:58 EDT',
      ),
    )
    expect(report.blocks.map((b) => [b.status, b.statusInferred])).toEqual([
      ['Postmortem', true],
      ['Resolved', false],
    ])
  })

  it('infers dropped labels from the wording', () => {
    const report = reportStructure(
      page(
        'T',
        'Incident Report for Acme',
        'Summary',
        '',
        'A disk was full.',
        'Posted Oct 12, 2022 - 10:58 EDT',
        'Everything is back online; a report follows as we go on investigating.',
        'Posted Oct 11, 2022 - 10:58 EDT',
        'A fix is in and we are monitoring.',
        'Posted Oct 11, 2022 - 10:40 EDT',
        'We have identified the disk.',
        'Posted Oct 11, 2022 - 10:30 EDT',
        'We are currently seeing errors.',
        'Posted Oct 11, 2022 - 10:20 EDT',
        'More soon.',
        'Posted Oct 11, 2022 - 10:10 EDT',
      ),
    )
    expect(report.blocks.map((b) => b.status)).toEqual([
      'Postmortem',
      'Resolved',
      'Monitoring',
      'Identified',
      'Investigating',
      'Update',
    ])
    expect(report.blocks.every((b) => b.statusInferred)).toBe(true)
  })

  it('reads a short first post by its wording where no post has a label', () => {
    const report = reportStructure(
      page(
        'T',
        'Incident Report for Acme',
        'All is back online.',
        'Posted Oct 11, 2022 - 10:58 EDT',
        'We are investigating.',
        'Posted Oct 11, 2022 - 10:20 EDT',
      ),
    )
    expect(report.blocks.map((b) => b.status)).toEqual(['Resolved', 'Investigating'])
  })

  it('splits the affected services at commas outside parentheses and at the last "and"', () => {
    const services = (line: string) =>
      reportStructure(page('T', 'Incident Report for Acme', line)).services
    expect(services('This incident affected: API (Core, Vault), Web, and Hooks.')).toEqual([
      'API',
      'Web',
      'Hooks',
    ])
    expect(services('This incident affected: API and Web.')).toEqual(['API', 'Web'])
    expect(services('This incident affected: Core API.')).toEqual(['Core API'])
  })

  it('leaves a post without an instant where its zone is not known', () => {
    const report = reportStructure(
      page(
        'T',
        'Incident Report for Acme',
        'Resolved',
        'Done.',
        'Posted Oct 11, 2022 - 10:58 XYZT',
      ),
    )
    expect(report.blocks[0]?.postedAt).toBeNull()
    expect(report.flags).toEqual(['zone-unknown'])
  })

  it('reads lines that end in CR LF', () => {
    const report = reportStructure(
      'T\r\nIncident Report for Acme\r\nResolved\r\nDone.\r\nPosted Oct 11, 2022 - 10:58 UTC\r\n',
    )
    expect(report).toMatchObject({ title: 'T', provider: 'Acme' })
    expect(report.blocks).toMatchObject([
      { status: 'Resolved', text: 'Done.', postedAt: utc('2022-10-11T10:58') },
    ])
  })

  it('takes a text without any of these marks as one post', () => {
    const report = reportStructure('The API failed\n\nIt failed from 10:00 to 10:05 UTC.')
    expect(report).toMatchObject({ title: 'The API failed', provider: null })
    expect(report.blocks).toMatchObject([
      { status: 'Postmortem', statusInferred: true, postedAt: null },
    ])
  })
})
