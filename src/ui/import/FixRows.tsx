import { useState } from 'react'
import type { Staged } from '../../core/answers'
import { parseCsv } from '../../core/csv/text'
import { count, whole } from '../../core/display'
import type { Fix, Rejection } from '../../core/issue'
import { Button } from '../parts/Button'
import { isFixable } from './import-words'
import css from './wizard.module.css'
import { fieldLabel, fieldOf } from './wizard-words'

interface FixRowsProps {
  readonly rejected: readonly Rejection[]
  readonly tables: Staged['tables']
  /** Reads the files again with the corrected cells. */
  readonly onFixes: (fixes: readonly Fix[]) => void
}

const shown = 20

/** Rejected rows of tables, to be corrected where they stand. */
export function FixRows({ rejected, tables, onFixes }: FixRowsProps) {
  const [fixes, setFixes] = useState<ReadonlyMap<string, Fix>>(new Map())
  const fixable = rejected.filter((one) => isFixable(one, tables))
  if (fixable.length === 0) return null
  return (
    <form
      className={css['fixes']}
      onSubmit={(event) => {
        event.preventDefault()
        if (fixes.size > 0) onFixes([...fixes.values()])
      }}
    >
      <h3>{count(fixable.length, 'row')} that can be corrected here</h3>
      {fixable.slice(0, shown).map((one) => {
        const key = `${one.row} ${one.file}`
        return (
          <FixRow
            key={key}
            rejection={one}
            tables={tables}
            onFix={(fix) => setFixes(new Map(fixes).set(key, fix))}
          />
        )
      })}
      {fixable.length > shown && (
        <p className={css['soft']}>
          and {whole(fixable.length - shown)} more: correct them in the file itself, or in turns.
        </p>
      )}
      <p className={css['actions']}>
        <Button disabled={fixes.size === 0} onPress={() => onFixes([...fixes.values()])}>
          Read again with the corrections
        </Button>
      </p>
    </form>
  )
}

function FixRow({
  rejection,
  tables,
  onFix,
}: {
  readonly rejection: Rejection
  readonly tables: Staged['tables']
  readonly onFix: (fix: Fix) => void
}) {
  const { file, row, message, raw } = rejection
  const table = tables.find((one) => one.file === file)
  const [cells, setCells] = useState<readonly string[]>(
    () => parseCsv(raw, { delimiter: ',', bareCr: false })[0] ?? [],
  )
  if (!table) return null
  const { header, fields } = table
  const read = header.flatMap((_, at) => (fieldOf(fields, at) === '' ? [] : [at]))
  const change = (at: number, text: string) => {
    const next = header.map((_, place) => (place === at ? text : (cells[place] ?? '')))
    setCells(next)
    onFix({ file, row, cells: read.map((place) => [place, next[place] ?? '']) })
  }
  return (
    <fieldset className={css['fix']}>
      <legend className={css['soft']}>
        <bdi>{message}</bdi>
      </legend>
      <div className={css['cells']}>
        {read.map((at) => (
          <label key={at}>
            <span>
              <bdi>{header[at]}</bdi> ({fieldLabel(fieldOf(fields, at))})
            </span>
            <input
              value={cells[at] ?? ''}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => change(at, target.value)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
