import type { Format, Sink } from '../../src/core/format'
import type { Incident } from '../../src/core/incident'
import type { Assumptions, Question } from '../../src/core/issue'

/** What a format found in a text. */
export interface Outcome {
  readonly incidents: Incident[]
  readonly rejected: { row: number; code: string; message: string; raw: string }[]
  readonly issues: { code: string; message: string }[]
  readonly questions: Omit<Question, 'file'>[]
}

/** Reads a text as one format, in pieces of some characters. The import happens at the start of 2026. */
export async function readAs(
  format: Format,
  text: string,
  { assume = {}, piece = 4096 }: { assume?: Assumptions; piece?: number } = {},
): Promise<Outcome> {
  const out: Outcome = { incidents: [], rejected: [], issues: [], questions: [] }
  const sink: Sink = {
    incident: (incident) => out.incidents.push(incident),
    reject: (row, code, message, raw) => out.rejected.push({ row, code, message, raw }),
    issue: (issue) => out.issues.push(issue),
    ask: (question) => out.questions.push(question),
  }
  const input = {
    name: 'sample',
    size: text.length,
    head: text.slice(0, 65_536),
    encoding: 'utf-8',
    async *chunks() {
      for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece)
    },
    text: () => Promise.resolve(text),
  }
  await format.read(input, sink, { assume, now: Date.UTC(2026, 0, 1) })
  return out
}

/** `2024-04-18 08:12 – 2024-04-18 09:40` for each impact, `…` for an end that is not known. */
export function windows({ impacts }: Incident): readonly string[] {
  return impacts.map(({ from, to }) => `${minuteOf(from)} – ${to === null ? '…' : minuteOf(to)}`)
}

export function minuteOf(at: number | null | undefined): string | null {
  if (at === null || at === undefined) return null
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}
