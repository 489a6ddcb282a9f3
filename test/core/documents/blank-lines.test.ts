import { expect, test } from 'vitest'
import { postmortemMarkdown } from '../../../src/core/formats'
import { readAs } from '../../support/read-format'

/** Each line was once searched to the next time in the whole text. */
test('a timeline of very many empty lines is read', async () => {
  const text = `# 2024-02-19, a disk is full

## Summary

The disk of a build host filled up and no build could start.

## Timeline
${'\n'.repeat(200_000)}
- 2024-02-19 10:00 UTC: builds fail
- 2024-02-19 11:30 UTC: old images are deleted, resolved
`
  const { incidents } = await readAs(postmortemMarkdown, text)
  expect(incidents.map(({ impacts }) => impacts[0])).toMatchObject([
    { from: Date.UTC(2024, 1, 19, 10), to: Date.UTC(2024, 1, 19, 11, 30) },
  ])
})
