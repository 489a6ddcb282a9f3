import { isJsonList, isJsonObject, textIn, type JsonObject } from './json'
import { postStatus, type Post } from './posts'
import { instant, isDateProblem } from '../dates'
import { markupText } from './markup-text'

const timeNames = [
  'display_at',
  'at',
  'when',
  'created_at',
  'posted_at',
  'timestamp',
  'time',
  'date',
]
const textNames = ['body', 'message', 'text', 'content', 'description', 'comment']

function firstOf(object: JsonObject, names: readonly string[]): string {
  return names.map((name) => textIn(object, name)).find((text) => text !== '') ?? ''
}

/**
 * The posts of a record: its first field with a list of objects that each hold a text and a time with its zone. Empty
 * where there is none. `latest` is the latest plausible instant, epoch ms.
 */
export function jsonPosts(record: JsonObject, latest: number): readonly Post[] {
  for (const value of record.fields.values()) {
    if (!isJsonList(value) || value.length === 0) continue
    const posts: Post[] = []
    for (const item of value) {
      const post = isJsonObject(item) ? jsonPost(item, latest) : null
      if (post) posts.push(post)
    }
    if (posts.length === value.length) return posts
  }
  return []
}

function jsonPost(item: JsonObject, latest: number): Post | null {
  const text = firstOf(item, textNames)
  const reading = instant(firstOf(item, timeNames), { latest })
  if (text === '' || isDateProblem(reading) || !reading.zoneStated) return null
  return {
    ...postStatus(textIn(item, 'status')),
    postedAt: reading.at,
    text: markupText(text),
  }
}
