import { expect, test } from 'vitest'
import { assignColumns } from '../../../src/core/csv/columns'
import type { Content } from '../../../src/core/csv/contents'

/** What each header is taken for, all of them together; '' for none. */
function taken(headers: readonly (readonly [header: string, content: Content])[]) {
  const columns = assignColumns(
    headers.map(([header]) => header),
    '',
    { contents: (index) => headers[index]?.[1] ?? 'nothing' },
  )
  return headers.map(
    ([name]) =>
      [...columns].find(([, list]) => list.some(({ header }) => header === name))?.[0] ?? '',
  )
}

test('a log kept by hand', () => {
  expect(
    taken([
      ['Sr No', 'number'],
      ['Date of Incident', 'day'],
      ['Time of Failure', 'clock'],
      ['Service Restored At', 'clock'],
      ['Minutes Down', 'number'],
      ['Affected Platform', 'other'],
      ['Description of Incident', 'other'],
      ['Failure Reason', 'other'],
      ['Sev Level', 'other'],
      ['Fix', 'other'],
    ]),
  ).toEqual([
    'id',
    'startDate',
    'start',
    'end',
    'duration',
    'services',
    'title',
    'cause',
    'severity',
    '',
  ])
})

test('a log in German, Spanish or French', () => {
  expect(
    taken([
      ['Störungsnummer', 'other'],
      ['Störungsbeginn', 'moment'],
      ['Störungsende', 'moment'],
      ['Betroffenes System', 'other'],
      ['Störungsursache', 'other'],
    ]),
  ).toEqual(['id', 'start', 'end', 'services', 'cause'])
  expect(
    taken([
      ['ID Incidente', 'other'],
      ['Fecha y hora de inicio', 'moment'],
      ['Fecha de resolución', 'moment'],
      ['Resolución', 'other'],
      ['Servicio afectado', 'other'],
      ['Criticidad', 'other'],
    ]),
  ).toEqual(['id', 'start', 'resolved', '', 'services', 'severity'])
  expect(
    taken([
      ["Date de l'incident", 'moment'],
      ['Date de fin', 'moment'],
      ['Libellé', 'other'],
      ['Service impacté', 'other'],
      ['Criticité', 'other'],
    ]),
  ).toEqual(['start', 'end', 'title', 'services', 'severity'])
})

test('words for what happened are no moments on their own', () => {
  expect(
    taken([
      ['Started', 'moment'],
      ['Trigger', 'other'],
      ['Report', 'other'],
      ['Failure', 'other'],
    ]),
  ).toEqual(['start', 'trigger', 'text', ''])
})
