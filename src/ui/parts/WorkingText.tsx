import { workingBlocks, type WorkingBlock } from './working-blocks'
import css from './WorkingText.module.css'

/** A working's text well set. What it says, and in which order, is the text's. */
export function WorkingText({ text }: { readonly text: string }) {
  return (
    <div className={css['working']}>
      {workingBlocks(text).map((block, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of one text never move
        <Block key={at} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { readonly block: WorkingBlock }) {
  switch (block.kind) {
    case 'lead': {
      const [figure, ...rest] = block.lines
      return (
        <div>
          <p className={css['figure']}>{figure}</p>
          {rest.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )
    }
    case 'facts':
      return (
        <dl className={css['facts']}>
          {block.facts.map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{words}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'list':
      return (
        <section>
          <h3 className={css['title']}>{block.title}</h3>
          <ul className={css['lines']}>
            {block.lines.map((line, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- two lines may read the same
              <li key={at}>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )
    case 'notes':
      return (
        <div className={css['notes']}>
          {block.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )
  }
}
