import { describe, expect, it } from 'vitest'
import { causes } from '../../../src/core/incident'
import {
  backgroundConcepts,
  causeOfConcept,
  conceptHits,
  conceptScore,
  type Concept,
} from '../../../src/core/recurrence/concepts'
import { preparedText } from '../../../src/core/recurrence/prepare'
import { theme } from '../../../src/core/recurrence/theme'

describe('theme', () => {
  it.each([
    ['Login failed because a TLS certificate had expired', 'credentials/certificates'],
    ['Errors while hosts were rebooted in a maintenance window', 'maintenance'],
    ['Postgres replica fell behind', 'database/storage'],
    ['Third-party provider was down', 'dependency/third-party'],
    ['Connection pool exhausted by a traffic surge', 'capacity/load'],
    ['Clock skew after the leap second', 'software-bug'],
  ])('reads "%s" as %s', (title, cause) => {
    expect(theme(title, '').cause).toBe(cause)
  })

  it('says nothing about a text without a telling word', () => {
    expect(theme('Something broke', 'It is fixed.')).toEqual({
      cause: null,
      second: null,
      facets: [],
      words: [],
    })
  })

  it('lists the other causes as facets, and each once', () => {
    const read = theme(
      'Certificate expired',
      'The certificate expired. A deploy hit a leap second. The database was slow.',
    )
    expect(read.cause).toBe('credentials/certificates')
    expect([...read.facets].sort()).toEqual(['database/storage', 'software-bug'])
  })

  it('names a second cause only when it is a close call', () => {
    expect(theme('Network', 'A database was slow.').second).toBe('database/storage')
    expect(
      theme('Maintenance', 'Hosts rebooted during maintenance. Maintenance ended. One bug.').second,
    ).toBeNull()
  })

  it('does not call a second concept of the same cause a second cause', () => {
    const read = theme('Bug in time zone rollover', 'The bug was in the time zone.')
    expect(read.cause).toBe('software-bug')
    expect(read.second).toBeNull()
    expect(read.facets).toEqual([])
  })

  it('shows the words it rests on, most telling first', () => {
    const read = theme('SSL', 'This was caused by an expired certificate.')
    expect(read.words).toEqual(['certificate', 'ssl'])
  })

  it('is not led by the legend of a status page', () => {
    expect(theme('Slow pages', '• Operational\n• Major Outage\n• Maintenance').cause).toBeNull()
  })

  it('reads nodes put back into rotation as maintenance, not as credentials', () => {
    expect(theme('Nodes were put back into rotation', '').cause).toBe('maintenance')
  })

  it('weighs as the formula says', () => {
    const [found] = conceptHits(preparedText('', 'This was caused by a bug.'))
    expect(found).toMatchObject({ concept: 'code', hits: 2 })
    const met = { documents: 99, concepts: { ...backgroundConcepts.concepts, code: 9.5 } }
    expect(found && conceptScore(found, met)).toBeCloseTo(Math.log(3) * Math.log(10), 12)
  })

  it('knows a cause category for every concept', () => {
    for (const concept of Object.keys(backgroundConcepts.concepts))
      expect(causes).toContain(causeOfConcept(concept as Concept))
  })
})
