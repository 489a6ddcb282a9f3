import type { Input } from '../format'
import { UserError } from '../issue'

/** The whole text of a file that holds one document. Throws a `UserError` beyond `longest` UTF-16 units. */
export async function wholeText(input: Input, longest: number, hint: string): Promise<string> {
  const pieces: string[] = []
  let length = 0
  for await (const piece of input.chunks()) {
    length += piece.length
    if (length > longest)
      throw new UserError(
        `${input.name} is longer than ${longest / 1_000_000} million characters, too long for one document`,
        hint,
      )
    pieces.push(piece)
  }
  return pieces.join('')
}

/** 1-based line of an offset. */
export function lineAt(text: string, charStart: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < charStart; at = text.indexOf('\n', at + 1))
    line++
  return line
}
