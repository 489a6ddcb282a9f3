import type { Input, ReadContext, Sink } from '../format'

const headLength = 65_536
const mostShown = 500

/**
 * A table that was made from the text of a file, to be read in its place: rows are shown as cells, for in the file itself
 * they stand otherwise.
 */
export function textInput(
  { name, cameAlong }: Input,
  text: string,
  rows: readonly (readonly string[])[],
  sink: Sink,
  { onTable, ...rest }: ReadContext,
): readonly [Input, Sink, ReadContext] {
  const input: Input = {
    name,
    head: text.slice(0, headLength),
    size: text.length,
    encoding: 'utf-8',
    ...(cameAlong && { cameAlong }),
    async *chunks() {
      yield text
    },
    text: () => Promise.resolve(text),
  }
  if (!onTable) return [input, sink, rest]
  return [
    input,
    sink,
    {
      ...rest,
      onTable: (found) =>
        onTable({
          ...found,
          delimited: false,
          records: () => rows.slice(0, mostShown),
          async *all() {
            yield rows
          },
        }),
    },
  ]
}
