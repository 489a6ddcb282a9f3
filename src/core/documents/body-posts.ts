import type { Post } from './posts'
import { instant, isDateProblem } from '../dates'

const line = /^- (\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?) - ([^\n]*)$/

/**
 * The posts listed inside the one post of an incident that was moved to its status page later:
 * `- 2010-04-28 19:32:00 - One of the file servers …`, the earliest first. null where the post is no such list. Its
 * times state no zone and are those of the page (`timeZone`, an IANA name). `latest` is the latest plausible instant.
 */
export function bodyPosts(
  post: Post | undefined,
  timeZone: string,
  latest: number,
): readonly Post[] | null {
  const lines = post?.text.split('\n').filter((text) => text !== '') ?? []
  if (lines.length < 2 || !post) return null
  const posts: Post[] = []
  for (const [at, text] of lines.entries()) {
    const [, time = '', words = ''] = line.exec(text) ?? []
    const reading = instant(time, { timeZone, latest })
    if (isDateProblem(reading)) return null
    const last = at === lines.length - 1
    const status = last ? post.status : at === 0 ? 'Investigating' : 'Update'
    posts.push({ status, statusInferred: true, postedAt: reading.at, text: words })
  }
  return posts
}
