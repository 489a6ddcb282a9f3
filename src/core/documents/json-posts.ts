import { isJsonList, isJsonObject, textIn, type Json, type JsonObject } from './json'
import { postStatus, type Post } from './posts'
import { instant, isDateProblem } from '../dates'
import { markupText } from './markup-text'

const timeNames = [
  'display_at',
  'at',
  'when',
  'started',
  'created_at',
  'createdAt',
  'posted_at',
  'date_created',
  'timestamp',
  'time',
  'date',
]
const textNames = ['body', 'message', 'text', 'contents', 'content', 'description', 'comment']
const statusNames = ['status', 'human_status', 'update_type', 'type', 'state']

function firstOf(object: JsonObject, names: readonly string[]): string {
  return names.map((name) => textIn(object, name)).find((text) => text !== '') ?? ''
}

/** The field of a record that holds its posts: the first list of objects that each have a text and a time. */
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
  return value.every(
    (item) =>
      isJsonObject(item) && firstOf(item, textNames) !== '' && firstOf(item, timeNames) !== '',
  )
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
    return {
      ...postStatus(firstOf(item, statusNames)),
      postedAt: settled ? reading.at : null,
      text: markupText(firstOf(item, textNames)),
    }
  })
}
