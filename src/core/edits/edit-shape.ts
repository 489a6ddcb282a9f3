import * as v from 'valibot'
import type { Edit } from '../edits'
import { attributions, kinds, severities } from '../incident'

const text = v.string()
const texts = v.array(text)
const instant = v.pipe(v.number(), v.safeInteger())
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000))
const rate = v.object({ value: v.nullable(v.number()), low: v.number(), high: v.number() })

const fields = v.object({
  title: v.exactOptional(text),
  kind: v.exactOptional(v.picklist(kinds)),
  services: v.exactOptional(texts),
  severity: v.exactOptional(v.nullable(v.picklist(severities))),
  cause: v.exactOptional(v.nullable(text)),
  attribution: v.exactOptional(v.nullable(v.picklist(attributions))),
  impacts: v.exactOptional(
    v.array(
      v.object({
        at: place,
        was: v.exactOptional(instant),
        from: v.exactOptional(instant),
        to: v.exactOptional(v.nullable(instant)),
        errorRate: v.exactOptional(v.nullable(rate)),
      }),
    ),
  ),
})

const shape = v.object({
  id: v.pipe(text, v.nonEmpty(), v.maxLength(200)),
  at: instant,
  reason: text,
  action: v.variant('type', [
    v.object({ type: v.literal('set'), ids: texts, fields }),
    v.object({ type: v.literal('exclude'), ids: texts }),
    v.object({ type: v.literal('include'), ids: texts }),
    v.object({ type: v.literal('duplicate'), ids: texts, of: text }),
    v.object({ type: v.literal('merge'), ids: texts }),
    v.object({ type: v.literal('split'), id: text }),
    v.object({ type: v.literal('create'), fields }),
    v.object({
      type: v.literal('claim'),
      id: text,
      conflict: place,
      claim: place,
      quote: text,
    }),
    v.object({ type: v.literal('differ'), ids: v.tuple([text, text]) }),
  ]),
})

/** A plain value as the edit it states, or null where it is none. Its effect is checked again with every use. */
export function readEdit(value: unknown): Edit | null {
  const read = v.safeParse(shape, value, { abortEarly: true })
  return read.success ? read.output : null
}
