import { count } from '../../core/display'
import type { Doubt } from '../../core/quality'

export interface DoubtWords {
  /** `2 incidents have a disputed length`. */
  readonly finding: (n: number) => string
  /** What it does to the figures. */
  readonly effect: string
  /** What a person who can change the data may do. */
  readonly fix: string
}

const incidents = (one: string, many: string) => (n: number) =>
  count(n, `incident ${one}`, `incidents ${many}`)

/** Each doubt in words. */
export const doubtWords: Readonly<Record<Doubt, DoubtWords>> = {
  'no-start': {
    finding: (n) => count(n, 'record states no start', 'records state no start'),
    effect: 'Counted nowhere without a start: the figures may look better than it was.',
    fix: 'Enter the time of impact.',
  },
  future: {
    finding: (n) => `${count(n, 'record starts', 'records start')} after the as-of instant`,
    effect: 'Counted nowhere yet. A date may be mistyped.',
    fix: 'Correct the start where it is wrong.',
  },
  stale: {
    finding: incidents('has been open for more than a week', 'have been open for more than a week'),
    effect:
      'Counted up to the as-of instant, so each day adds downtime. The end may rather be missing.',
    fix: 'Enter the end.',
  },
  ongoing: {
    finding: incidents('is still open', 'are still open'),
    effect: 'Counted up to the as-of instant.',
    fix: 'Enter the end once it is known.',
  },
  conflict: {
    finding: incidents('contradicts itself', 'contradict themselves'),
    effect: 'One claim was taken by a rule; the bounds of the figures hold the others.',
    fix: 'Settle the contradiction by taking a claim.',
  },
  'disputed-length': {
    finding: incidents('has a disputed length', 'have a disputed length'),
    effect: 'Downtime is counted with its bounds: it may be shorter or longer.',
    fix: 'Correct the end, or take a claim.',
  },
  'status-page-time': {
    finding: incidents(
      'is timed by its status page alone',
      'are timed by their status pages alone',
    ),
    effect: 'That time is an upper bound: the impact itself was hardly longer.',
    fix: 'Enter the time of impact where it is known.',
  },
  'unknown-rate': {
    finding: incidents('states no error rate', 'state no error rate'),
    effect:
      'Downtime by the clock is not touched. Weighted downtime assumes a rate and shows its bounds.',
    fix: 'Enter the error rate where it is known.',
  },
  'zero-length': {
    finding: incidents('has no length', 'have no length'),
    effect: 'Counted as incidents that add no downtime.',
    fix: 'Enter the end.',
  },
  'tz-assumed': {
    finding: incidents('is read in an assumed time zone', 'are read in an assumed time zone'),
    effect: 'Lengths hold. Days and months may be off by some hours.',
    fix: 'Correct the times, or import the file again with another zone.',
  },
  'suggested-cause': {
    finding: incidents(
      'has a cause suggested by its wording',
      'have a cause suggested by their wording',
    ),
    effect: 'Only the figures by cause rest on it.',
    fix: 'Confirm the cause or choose another.',
  },
}
