import type { Issue } from './issue'

/** Gathers issues that may repeat on every record, so that each is told once with its count. */
export interface Tally {
  /** `message` speaks of the whole: "3 words in column X are no severity". */
  add(code: string, field: string | null, row: number, example: string): void
  issues(): readonly Omit<Issue, 'file'>[]
}

/** How each code is worded; `examples` are quoted, at most five different ones. */
export type Wording = Readonly<
  Record<
    string,
    { readonly level: Issue['level']; readonly text: (field: string, examples: string) => string }
  >
>

interface Entry {
  readonly code: string
  readonly field: string | null
  readonly row: number
  readonly examples: Set<string>
  count: number
}

export function makeTally(wording: Wording): Tally {
  const entries = new Map<string, Entry>()
  return {
    add(code, field, row, example) {
      const key = `${code}\n${field ?? ''}`
      const entry = entries.get(key) ?? { code, field, row, examples: new Set(), count: 0 }
      entry.count++
      if (entry.examples.size < 5 && example !== '') entry.examples.add(example.slice(0, 60))
      entries.set(key, entry)
    },
    issues: () =>
      [...entries.values()].map(({ code, field, row, examples, count }) => {
        const { level, text } = wording[code] ?? { level: 'warning', text: () => code }
        const quoted = [...examples].map((example) => `"${example}"`).join(', ')
        const where = count === 1 ? `record ${row}` : `${count} records, the first is ${row}`
        return {
          row: count === 1 ? row : null,
          field,
          level,
          code,
          message: `${text(field ?? '', quoted)} (${where})`,
        }
      }),
  }
}
