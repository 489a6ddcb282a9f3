import { useId, useRef, useState } from 'react'
import { Button } from '../parts/Button'
import { Icon } from '../parts/Icon'
import type { ImportSource } from '../view'
import { chooseFolder, droppedFiles } from './dropped-files'
import css from './import.module.css'

/** Two doors: files, chosen or dropped, and the text of a report. */
export function ChooseSources({
  onSources,
}: {
  readonly onSources: (sources: readonly ImportSource[]) => void
}) {
  const [over, setOver] = useState(false)
  const [text, setText] = useState('')
  const chooser = useRef<HTMLInputElement>(null)
  const chosen = (files: readonly File[]) => {
    if (files.length > 0) onSources(files)
  }
  const textId = useId()
  return (
    <div className={css['doors']}>
      <div
        className={css['drop']}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          // The page takes drops as well.
          event.preventDefault()
          event.stopPropagation()
          setOver(false)
          void droppedFiles(event.dataTransfer).then(chosen)
        }}
      >
        <h3>Import files</h3>
        <p>CSV exports, workbooks, status-page feeds, JSON or text. They stay on this device.</p>
        <input
          ref={chooser}
          type="file"
          multiple
          className="unseen"
          tabIndex={-1}
          aria-label="Files to import"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])]
            // The same file can be chosen again.
            currentTarget.value = ''
            chosen(files)
          }}
        />
        <div className={css['actions']}>
          <Button look="primary" onPress={() => chooser.current?.click()}>
            <Icon name="upload" />
            Choose files
          </Button>
          <span className="dropping">
            <Button onPress={() => chooseFolder(chosen)}>Choose a folder</Button>
          </span>
        </div>
        <p className={`${css['soft']} dropping`}>or drop them here</p>
      </div>
      <form
        className={css['paste']}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') onSources([{ name: 'Pasted report', text }])
        }}
      >
        <h3>
          <label htmlFor={textId}>Paste a report</label>
        </h3>
        <p>A status page or a postmortem in prose. You see what was read before it is kept.</p>
        <textarea
          id={textId}
          rows={6}
          value={text}
          spellCheck={false}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className={css['submit']} disabled={text.trim() === ''}>
          <Icon name="paste" />
          Read the report
        </button>
      </form>
    </div>
  )
}
