import type { Frame } from './frame'
import type { Issue } from './issue'

/** Letters of other scripts that look like Latin ones (Unicode TR 39), each before the one it looks like. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  'аa вb еe нh іi јj кk мm оo рp сc ѕs тt уy хx ԁd һh αa βb ιi κk νv οo ρp τt υu'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
)

/** What a reader sees of a name: without case, marks, blanks and the script of its letters. */
function seen(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase()
  return plain
    .replace(/[\s_\p{Pd}\p{Cf}]+/gu, '')
    .replace(/\p{L}/gu, (letter) => lookAlikes.get(letter) ?? letter)
}

/** Names of services that only a program tells apart, told once per file. */
export function similarServices({ dictionaries, spans, incidents }: Frame): readonly Issue[] {
  const first = new Map<string, string>()
  const similar = new Map<number, string>()
  for (const [code, name] of dictionaries.services.entries()) {
    const key = seen(name)
    const same = first.get(key)
    if (same === undefined) first.set(key, name)
    else if (key !== '') similar.set(code, same)
  }
  if (similar.size === 0) return []
  const found = new Map<string, Set<string>>()
  for (const [span, code] of spans.service.entries()) {
    const same = similar.get(code)
    if (same === undefined) continue
    const file = dictionaries.files[incidents.file[spans.incident[span]!]!]!.name
    const pairs = found.get(file) ?? new Set()
    found.set(file, pairs.add(`"${same}" and "${dictionaries.services[code]!}"`))
  }
  return [...found].map(([file, pairs]) => ({
    file,
    row: null,
    field: 'services',
    level: 'warning',
    code: 'similar-services',
    message: `Services that look alike count as services of their own: ${[...pairs].slice(0, 5).join(', ')}. If they are the same, name one as an alias of the other.`,
  }))
}
