import { Lexer } from 'yaml'

/** More than any file has, and far less than what the parser's own stack holds. */
const mostLevels = 1000
const closers: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['{', '}'],
])

/**
 * Whether a YAML text nests so deeply that its parser would run out of stack, which can end the whole process. Found
 * without recursion: by its brackets, and by what stands in front of a line's first word.
 */
export function nestsDeeply(text: string): boolean {
  for (const [lead] of text.matchAll(/^[ \t?-]+/gm)) if (lead.length > mostLevels) return true
  const open: string[] = []
  for (const token of new Lexer().lex(text)) {
    const closer = closers.get(token)
    if (closer !== undefined) open.push(closer)
    else if (token === open.at(-1)) open.pop()
    if (open.length > mostLevels) return true
  }
  return false
}
