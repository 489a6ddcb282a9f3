import { isJsonList, isJsonObject, scalarText, textIn, type Json, type JsonObject } from './json'
import { postStatus, type Post } from './posts'
import { instant, isDateProblem } from '../dates'
import { wordedStatus } from '../prose/structure'
import { markupText } from './markup-text'

/** Names of fields, small and without signs between their words; the best first. */
const timeNames = [
  'displayat',
  'at',
  'when',
  'started',
  'createdat',
  'createddatetime',
  'postedat',
  'datecreated',
  'timestamp',
  'datetime',
  'time',
  'date',
]
const textNames = [
  'body',
  'message',
  'text',
  'contents',
  'content',
  'description',
  'details',
  'comment',
]
const statusNames = ['humanstatus', 'status', 'stage', 'updatetype', 'type', 'kind', 'state']

function firstOf({ fields }: JsonObject, names: readonly string[]): string {
  let best = names.length
  let text = ''
  for (const [name, value] of fields) {
    const rank = names.indexOf(name.toLowerCase().replace(/[_-]/g, ''))
    const found = rank < 0 || rank >= best ? '' : textOf(value)
    if (found === '') continue
    best = rank
    text = found
  }
  return text
}

/** A text, or one that stands beside its type: `{"contentType":"html","content":"…"}`. */
function textOf(value: Json): string {
  return scalarText(value) ?? (isJsonObject(value) ? textIn(value, 'content') : '')
}

/**
 * The field of a record that holds its posts: the first list of objects that each have a time, with a text or a status,
 * and some of them a text.
 */
export function postsField(record: JsonObject): readonly JsonObject[] | null {
  for (const [name, value] of record.fields) {
    if (isPosts(value)) return value
    const inner = name === 'attributes' && isJsonObject(value) ? postsField(value) : null
    if (inner) return inner
  }
  return null
}

function isPosts(value: Json): value is readonly JsonObject[] {
  if (!isJsonList(value) || value.length === 0) return false
  let texts = 0
  for (const item of value) {
    if (!isJsonObject(item) || firstOf(item, timeNames) === '') return false
    if (firstOf(item, textNames) !== '') texts++
    else if (firstOf(item, statusNames) === '') return false
  }
  return texts > 0
}

/**
 * The posts of a record, in its order; empty where there are none. A time without a zone is read in `timeZone`, or left
 * out where that is null. `latest` is the latest plausible instant, epoch ms.
 */
export function jsonPosts(
  record: JsonObject,
  latest: number,
  timeZone: string | null = null,
): readonly Post[] {
  return (postsField(record) ?? []).map((item) => {
    const reading = instant(firstOf(item, timeNames), {
      latest,
      ...(timeZone !== null && { timeZone }),
    })
    const settled = !isDateProblem(reading) && (reading.zoneStated || timeZone !== null)
    const text = markupText(firstOf(item, textNames))
    return {
      ...statusIn(firstOf(item, statusNames), text),
      postedAt: settled ? reading.at : null,
      text,
    }
  })
}

/** The status that a post states, else the one that its words tell. */
function statusIn(word: string, text: string): Pick<Post, 'status' | 'statusInferred'> {
  const stated = postStatus(word)
  const isNumber = /^\d*$/.test(word)
  return isNumber ? { ...stated, status: wordedStatus(text) ?? stated.status } : stated
}
