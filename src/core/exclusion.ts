import type { Frame } from './frame'

/** Flags of a record that a person took out of the count: it stays listed. */
export const exclusionFlags = ['excluded', 'duplicate'] as const
export type ExclusionFlag = (typeof exclusionFlags)[number]

/** Why an accepted record counts nowhere in this question. */
export type Exclusion = 'maintenance' | 'informational' | 'no-start' | 'future' | ExclusionFlag

/** Whether a person took a record with these flags out of the count. */
export function isExcluded(flags: readonly string[]): boolean {
  return exclusionFlags.some((flag) => flags.includes(flag))
}

/** Tells of each row of a frame whether a person took it out of the count. */
export function exclusionMarks({
  incidents,
  dictionaries,
}: Frame): (row: number) => ExclusionFlag | null {
  const marks = exclusionFlags.flatMap((flag) => {
    const bit = dictionaries.flags.indexOf(flag)
    return bit < 0 ? [] : [{ flag, bit }]
  })
  if (marks.length === 0) return () => null
  return (row) => marks.find(({ bit }) => (incidents.flags[row]! >>> bit) & 1)?.flag ?? null
}
