import fc from 'fast-check'
import { expect, test } from 'vitest'
import { incidentsOf } from '../../src/core/dashboard'
import { applyEdits, type Edit } from '../../src/core/edits'
import { countedRows } from '../../src/core/exported'
import type { Frame } from '../../src/core/frame'
import { joinFrames } from '../../src/core/live'
import type { Incident } from '../../src/core/incident'
import { defaultQuery } from '../../src/core/query'
import { report } from '../../src/core/report'
import { defaultSettings } from '../../src/core/settings'
import { unpackText } from '../../src/core/text-block'
import { at, framed, incidents } from '../support/incidents'

const asOf = at('2023-01-01')

/** An export, and a later one: some records changed, some left out, some new. */
const exports = fc
  .tuple(incidents(), incidents(), fc.array(fc.constantFrom('same', 'changed', 'left out')))
  .map(([older, added, fates]) => {
    const fate = (k: number) => fates[k % Math.max(1, fates.length)] ?? 'same'
    const newer = older.flatMap((incident, k): Incident[] => {
      if (fate(k) === 'left out') return []
      return [
        fate(k) === 'same'
          ? incident
          : { ...incident, title: `${incident.title}!`, severity: 'minor' },
      ]
    })
    return { older, newer: [...newer, ...added] }
  })

/** What counts after imports one after the other, by id. */
function counted(...batches: readonly (readonly Incident[])[]): ReadonlyMap<string, Incident> {
  const parts = batches.map(framed)
  const frame = joinFrames(parts.map((part) => part.frame))
  const ids = unpackText(frame.ids)
  const all = parts.flatMap((part) => incidentsOf(part, part.blocks))
  return new Map([...countedRows(frame)].map((row) => [ids[row]!, all[row]!]))
}

test('the same export again changes neither records nor figures', () => {
  fc.assert(
    fc.property(incidents(), (list) => {
      expect(counted(list, list)).toEqual(counted(list))
      const once = framed(list).frame
      const figures = (frame: Frame) => {
        const { downtime, availability, restore, frequency, trends } = report(
          frame,
          defaultQuery,
          defaultSettings,
          asOf,
        )
        return { downtime, availability, restore, frequency, trends }
      }
      expect(figures(joinFrames([once, framed(list).frame]))).toEqual(figures(once))
    }),
    { numRuns: 30 },
  )
})

test('a newer export updates what changed, and edits lie over it', () => {
  fc.assert(
    fc.property(exports, fc.array(fc.nat(), { maxLength: 5 }), ({ older, newer }, picked) => {
      const now = counted(older, newer)
      const latest = new Map([...older, ...newer].map((incident) => [incident.id, incident]))
      expect(new Set(now.keys())).toEqual(new Set(latest.keys()))
      for (const [id, incident] of now) expect(incident).toEqual(latest.get(id))

      const known = older.map(({ id }) => id)
      const ids = [...new Set(picked.flatMap((n) => known[n % known.length] ?? []))]
      const edit: Edit = {
        id: 'e',
        at: asOf,
        reason: 'because',
        action: { type: 'set', ids, fields: { cause: 'network' } },
      }
      const edited = applyEdits(now, [edit])
      expect(edited.problems.size).toBe(0)
      expect(edited.incidents.map(({ id }) => id)).toEqual(ids)
      for (const { cause, title, severity, id } of edited.incidents) {
        const { title: newTitle, severity: newSeverity } = latest.get(id)!
        expect({ cause, title, severity }).toEqual({
          cause: 'network',
          title: newTitle,
          severity: newSeverity,
        })
      }
    }),
    { numRuns: 100 },
  )
})
