import { isHeading, type Span } from './sentences'

const verb =
  '(?:review|automat|consider|modif|add(?!ress)|look|adjust|refin|implement|improv|enhanc|reinforc|institut|introduc|audit|updat|chang|increas|creat|build|migrat|replac|remov|strengthen|invest|upgrad|establish|expand|rework|redesign|re-?architect|refactor|harden|rotat|document|train|evaluat|explor|tighten|separat|isolat|reduc|extend|develop|set|mov|list|simplif|split|limit|adopt|switch|scal)'
const future = new RegExp(
  `\\b(?:will|['’]ll|going to|plan(?:ning)? to|intend to|are committed to|already begun to|begun to|started to|have begun|has begun|well as begun)\\s(?:also\\s|soon\\s|be\\s|now\\s|already\\s)*(?:${verb}\\w*|work)\\b`,
  'i',
)
const ongoing = new RegExp(
  `\\b(?:we|we['’]re|team|engineers|[A-Z]\\w+)\\s?(?:are|is|['’]re)?\\s(?:also |now |currently |already |actively |in the process of )*${verb}(?:t|n|d|p)?ing\\b|\\bworking (?:on|to|with)\\b`,
)
const done = new RegExp(
  `\\b(?:have|has|['’]ve)\\s(?:also |now |already |since )*(?:been )?(?:also |now |already )*${verb}(?:t|n|p)?(?:i?ed|d|t)\\b`,
  'i',
)
const plansHeading =
  /\b(?:next steps|action items?|actions|conclusion|going forward|prevent\w*|remediation|follow[- ]?ups?|what we(?:'re| are|’re) doing|improvements?|future)\b/i
const noPromise =
  /\b(?:post-?mortem|continue to (?:monitor|investigate|refine|strive)|monitoring the|apolog\w+)\b/i

/**
 * Sentences of a postmortem that announce a fix or report one begun. What "has been" done counts only
 * under a heading about what follows: elsewhere it tells how the incident was ended.
 */
export function promisesIn(text: string, spans: readonly Span[]): readonly Span[] {
  const found: Span[] = []
  let plans = false
  for (const span of spans) {
    const words = text.slice(span.charStart, Math.min(span.charEnd, span.charStart + 1000))
    if (isHeading(words)) {
      plans = plansHeading.test(words)
      continue
    }
    if (noPromise.test(words)) continue
    if (!future.test(words) && !(plans && (ongoing.test(words) || done.test(words)))) continue
    const bullet = /^(?:[-*•‣·]|\d+[.)])\s+(?:\[[ x]\]\s+)?/.exec(words)?.[0].length ?? 0
    found.push({ charStart: span.charStart + bullet, charEnd: span.charEnd })
  }
  return found
}
