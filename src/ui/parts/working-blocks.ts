/** One part of a working's text, as it is set on screen. */
export type WorkingBlock =
  | { readonly kind: 'lead'; readonly lines: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, text: string])[] }
  | { readonly kind: 'list'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'notes'; readonly lines: readonly string[] }

const fact = /^(Subject|Window|Rule|As of|Coverage|Formula|Edge rules|Source): (.*)$/

/** The parts of a working's text: the figure, then its parts as blank lines set them apart. */
export function workingBlocks(text: string): readonly WorkingBlock[] {
  const [lead = '', ...others] = text.trimEnd().split('\n\n')
  return [
    { kind: 'lead', lines: lead.split('\n') },
    ...others.map((part): WorkingBlock => {
      const lines = part.split('\n')
      const [first = '', ...rest] = lines
      if (first.endsWith(':') && rest.every((line) => line.startsWith('  ')))
        return { kind: 'list', title: first.slice(0, -1), lines: rest.map((line) => line.trim()) }
      const facts = lines.map((line) => fact.exec(line))
      if (facts.every((found) => found !== null))
        return { kind: 'facts', facts: facts.map(([, name = '', words = '']) => [name, words]) }
      return { kind: 'notes', lines }
    }),
  ]
}
