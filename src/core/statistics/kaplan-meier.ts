import { ascending, type Numbers } from './numbers'

/** The curve drops to `survival` at `at`. */
export interface SurvivalStep {
  readonly at: number
  /** Still open just before `at`, ongoing ones included. */
  readonly atRisk: number
  readonly ended: number
  readonly survival: number
  /** Greenwood's standard error of `survival`. */
  readonly standardError: number
}

/**
 * Share of incidents still open after a time, when some are open still: S(t) = ∏(1 − dᵢ/nᵢ). At ties, ends come before
 * censorings. Unit: that of the durations. O(n log n). Source: Kaplan & Meier 1958; Greenwood 1926.
 */
export function kaplanMeier(closed: Numbers, ongoing: Numbers): SurvivalStep[] {
  const ends = ascending(closed)
  const open = ascending(ongoing)
  const steps: SurvivalStep[] = []
  let survival = 1
  let variance = 0
  let left = 0
  let i = 0
  while (i < ends.length) {
    const at = ends[i] ?? 0
    while ((open[left] ?? Infinity) < at) left++
    const atRisk = ends.length - i + open.length - left
    const first = i
    while (ends[i] === at) i++
    const ended = i - first
    survival *= 1 - ended / atRisk
    if (ended < atRisk) variance += ended / (atRisk * (atRisk - ended))
    steps.push({ at, atRisk, ended, survival, standardError: survival * Math.sqrt(variance) })
  }
  return steps
}

/** The first time by which a share `p` has ended (p = ½: the median); null if the curve never gets there. */
export function survivalQuantile(steps: readonly SurvivalStep[], p: number): number | null {
  // Survival is a running product: a step that meets the share exactly may be off by its rounding.
  return steps.find(({ survival }) => survival <= 1 - p + 1e-12)?.at ?? null
}

/** Restricted mean: the area under the curve up to `horizon`, what an incident takes if cut off there. */
export function restrictedMean(steps: readonly SurvivalStep[], horizon: number): number {
  let area = 0
  let from = 0
  let survival = 1
  for (const step of steps) {
    if (step.at >= horizon) break
    area += survival * (step.at - from)
    from = step.at
    survival = step.survival
  }
  return area + survival * (horizon - from)
}
