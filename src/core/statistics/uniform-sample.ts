import type { Random } from './random'

/**
 * Source of ascending samples of `n` uniform fractions. Each call overwrites the last sample. The fractions fall evenly
 * into n buckets, so that ordering them takes O(n), where thousands of samples are wanted.
 */
export function uniformSample(n: number, random: Random): () => Float64Array {
  const drawn = new Float64Array(n)
  const sample = new Float64Array(n)
  const ends = new Int32Array(n + 1)
  return () => {
    ends.fill(0)
    for (let i = 0; i < n; i++) {
      const fraction = random.f53()
      const bucket = Math.floor(fraction * n)
      drawn[i] = fraction
      ends[bucket] = (ends[bucket] ?? 0) + 1
    }
    for (let bucket = 1; bucket < n; bucket++) {
      ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0)
    }
    for (let i = 0; i < n; i++) {
      const fraction = drawn[i] ?? 0
      const bucket = Math.floor(fraction * n)
      const place = (ends[bucket] ?? 0) - 1
      ends[bucket] = place
      sample[place] = fraction
    }
    for (let i = 1; i < n; i++) {
      const fraction = sample[i] ?? 0
      let place = i
      while (place > 0 && (sample[place - 1] ?? 0) > fraction) {
        sample[place] = sample[place - 1] ?? 0
        place--
      }
      sample[place] = fraction
    }
    return sample
  }
}
