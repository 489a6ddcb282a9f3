/** A reproducible stream of random numbers: the same seed gives the same stream in every runtime. */
export interface Random {
  /** A whole number in 0..2³²−1. */
  u32(): number
  /** A whole number in 0..n−1, for n up to 2²¹. */
  below(n: number): number
  /** A fraction in [0, 1) with 53 random bits. */
  f53(): number
}

/**
 * xoshiro128** 1.1 whose four words are the first four outputs of SplitMix32 from `seed` (its low 32 bits).
 * Source: Blackman & Vigna 2018.
 */
export function randomFrom(seed: number): Random {
  const words = seedWords(seed)
  let [a = 0, b = 0, c = 0, d = 0] = words
  const u32 = () => {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  return {
    u32,
    below: (n) => Math.floor((u32() * n) / 4294967296),
    f53: () => ((u32() >>> 5) * 67108864 + (u32() >>> 6)) / 9007199254740992,
  }
}

function seedWords(seed: number): Int32Array {
  let state = seed | 0
  const words = new Int32Array(4)
  for (let i = 0; i < 4; i++) {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    words[i] = mixed ^ (mixed >>> 15)
  }
  return words
}
