import { describe, expect, test } from 'vitest'
import { metricContext } from '../../../src/core/metric-context'
import { figureWorking } from '../../../src/core/figure-text'
import { defaultQuery } from '../../../src/core/query'
import { workingBlocks } from '../../../src/ui/parts/working-blocks'
import { framed, spreedly } from '../../support/incidents'
import { asOf, declared, promise } from '../page'

const { frame } = framed(spreedly())
const context = metricContext(frame, defaultQuery, declared([promise()]), asOf)
const text = figureWorking(context, 'availability', { service: null }).text((row) => ({
  id: `${row}`,
  title: 'An incident',
}))

describe('the parts of a working', () => {
  test('begin with the figure and end with where it comes from', () => {
    const blocks = workingBlocks(text)
    expect(blocks[0]).toMatchObject({ kind: 'lead' })
    const last = blocks.at(-1)
    expect(last?.kind === 'facts' && last.facts.map(([name]) => name)).toEqual([
      'Formula',
      'Edge rules',
      'Source',
    ])
  })

  test('hold every line of the text, each once', () => {
    const lines = workingBlocks(text).flatMap((block) => {
      if (block.kind === 'facts') return block.facts.map(([name, words]) => `${name}: ${words}`)
      return block.kind === 'list' ? [`${block.title}:`, ...block.lines] : block.lines
    })
    const whole = text.split('\n').map((line) => line.trim())
    expect(lines).toEqual(whole.filter((line) => line !== ''))
  })

  test('a title that looks like a heading stays a line of its list', () => {
    const blocks = workingBlocks('A: 1\nwhat\n\nIncidents counted (1):\n  Source: me [1]\n')
    expect(blocks[1]).toEqual({
      kind: 'list',
      title: 'Incidents counted (1)',
      lines: ['Source: me [1]'],
    })
  })
})
