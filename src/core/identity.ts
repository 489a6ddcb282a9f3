import type { Incident } from './incident'

/**
 * An id for a record whose source gives none: a hash of the fields that identify it (title, services, first start,
 * first post, text), so that the same record read again is the same incident. 64 bits as 16 hex digits.
 */
export function stableId(incident: Incident): string {
  const { title, services, impacts, milestones, text } = incident
  return hash64(
    JSON.stringify([
      title,
      services,
      impacts[0]?.from ?? null,
      milestones.firstPostAt ?? incident.page?.from ?? null,
      text,
    ]),
  )
}

/** Two 32-bit FNV-1a hashes with different offset bases over UTF-16 units, finished with MurmurHash3's mixer. */
export function hash64(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ (unit + 0x9e37), 0x01000193)
  }
  return hex(mixed(a)) + hex(mixed(b ^ text.length))
}

function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0')
}
