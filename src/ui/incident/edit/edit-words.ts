import { count, errorRate, instant, listed } from '../../../core/display'
import type { EditAction, FieldChanges, ImpactChange } from '../../../core/edits'

/** What an edit does, in a sentence without its full stop. */
export function editWords(action: EditAction, timeZone: string): string {
  switch (action.type) {
    case 'set':
      return `${onRecords(action.ids)}${listed(fieldWords(action.fields, timeZone))}`
    case 'exclude':
      return `${onRecords(action.ids)}excluded from all figures`
    case 'include':
      return `${onRecords(action.ids)}counted again`
    case 'duplicate':
      return `${onRecords(action.ids)}marked as a duplicate of ${action.of}`
    case 'merge':
      return `${count(action.ids.length, 'record')} merged into ${action.ids[0] ?? ''}`
    case 'split':
      return 'split into one record per time of impact'
    case 'create':
      return `“${action.fields.title ?? ''}” entered by hand`
    case 'claim':
      return action.quote === ''
        ? 'a contradiction settled'
        : `a contradiction settled with “${action.quote}”`
    case 'differ':
      return `${action.ids.join(' and ')} told apart`
  }
}

function onRecords(ids: readonly string[]): string {
  return ids.length > 1 ? `${count(ids.length, 'record')}: ` : ''
}

function fieldWords(fields: FieldChanges, timeZone: string): readonly string[] {
  const set = (name: string, value: string | null | undefined) =>
    value === undefined ? [] : [value ? `${name} set to ${value}` : `${name} cleared`]
  return [
    ...set('title', fields.title && `“${fields.title}”`),
    ...set('services', fields.services && fields.services.join(', ')),
    ...set('kind', fields.kind),
    ...set('severity', fields.severity),
    ...set('cause', fields.cause),
    ...set('attribution', fields.attribution),
    ...(fields.impacts ?? []).flatMap((change) => impactWords(change, timeZone)),
  ]
}

function impactWords({ at, from, to, errorRate: rate }: ImpactChange, timeZone: string) {
  const which = at === 0 ? '' : ` of impact ${at + 1}`
  return [
    ...(from === undefined ? [] : [`start${which} set to ${instant(from, timeZone)}`]),
    ...(to === undefined
      ? []
      : [
          to === null
            ? `end${which} taken away: still going on`
            : `end${which} set to ${instant(to, timeZone)}`,
        ]),
    ...(rate === undefined ? [] : [`error rate${which} set to ${errorRate(rate)}`]),
  ]
}
