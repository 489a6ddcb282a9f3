/** Words of failure: a time, length or share counts only where its sentence speaks of one. */
const failure =
  /\b(?:fail\w*|errors?|errored|erroring|affect\w*|impact\w*|degrad\w*|outages?|down|downtime|unavailab\w*|experienc\w*|disrupt\w*|interrupt\w*|incidents?|issues?|problems?|latenc\w+|slow\w*|elevated|intermittent\w*|unable|timeouts?|timed out|timing out|unreachable|unusable|inaccessible|reject\w*|dropped|declin\w*|lost|loss|delay\w*|50[0-9]s?|5xx|broken?|crash\w*|increased)\b/i

/** Other incidents, told for comparison. */
const elsewhere =
  /\b(?:last (?:week|month|year)|(?:previous|prior|earlier|past|unrelated|separate|similar) (?:incidents?|outages?|events?)|(?:days|weeks|months|years) (?:ago|earlier)|second (?:non-trivial )?[\w ]{0,20}(?:outage|incident) in)\b/i

/** Plans: what a sentence says about the future is no time of impact. */
const plan =
  /\b(?:will (?:be|take|perform|begin|start|publish|post|provide|share|continue)|(?:is|are|currently|was) scheduled (?:for|to)|planned for|business days?|we(?:'|’)ll)\b/i

export function speaksOfFailure(sentence: string): boolean {
  return failure.test(sentence)
}

/** Whether a sentence is about another incident or a plan, so that its figures are not this incident's. */
export function speaksOfOther(sentence: string): boolean {
  return elsewhere.test(sentence) || plan.test(sentence)
}
