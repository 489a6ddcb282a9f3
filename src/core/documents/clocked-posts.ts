import { wordedStatus } from '../prose/structure'
import { daysAround, findTimes, instantOf } from '../prose/times'
import { pageTime } from './page-times'
import type { Post } from './posts'

/** A post below a time without its day, `3:23 PM PST`, or without its year, `Feb 28, 10:17 AM PST`. */
export interface Stamped {
  readonly time: string
  readonly text: string
}

const hour = 3_600_000

/**
 * Posts with the times of day they state. The first post is the one made when the page was published (epoch ms), and the
 * others follow it, whichever way they are listed; none where that does not fit.
 */
export function clockedPosts(stamped: readonly Stamped[], published: number): readonly Post[] {
  return followed(stamped, published) ?? followed(stamped.toReversed(), published) ?? []
}

function followed(stamped: readonly Stamped[], published: number): readonly Post[] | null {
  const posts: Post[] = []
  let before = published - hour
  for (const { time, text } of stamped) {
    const at = instantAfter(time, before)
    if (at === null || (posts.length === 0 && at > published + hour)) return null
    posts.push({ status: wordedStatus(text) ?? 'Update', statusInferred: true, postedAt: at, text })
    before = at
  }
  return posts
}

function instantAfter(stamp: string, before: number): number | null {
  const dated = pageTime(stamp, before)
  if (dated) return dated.at >= before ? dated.at : null
  const time = findTimes(stamp, 0, stamp.length)[0]
  const found = daysAround(before)
    .flatMap((on) => (time?.zone ? (instantOf(time, on, time.zone) ?? []) : []))
    .map(({ at }) => at)
    .filter((at) => at >= before)
  return found.length === 0 ? null : Math.min(...found)
}
