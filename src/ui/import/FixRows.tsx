import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Staged, StagedTable } from '../../core/answers'
import { parseCsv } from '../../core/csv/text'
import { count, whole } from '../../core/display'
import type { Fix } from '../../core/issue'
import type { OddRow } from '../../core/odd-rows'
import { Button } from '../parts/Button'
import { ErrorNotice } from '../parts/ErrorNotice'
import { isFixable, oddLines, oddWords } from './import-words'
import css from './wizard.module.css'
import { fieldLabel, fieldOf } from './wizard-words'

interface FixRowsProps {
  readonly staged: Staged
  /** Reads cells of the file again, which the rows that were accepted no longer have. */
  readonly readCells: ReadCells
  /** Reads the files again with the corrected cells. */
  readonly onFixes: (fixes: readonly Fix[]) => void
}

export type ReadCells = (
  file: string,
  rows: readonly number[],
) => Promise<ReadonlyMap<number, readonly string[]>>

interface FixableRow {
  readonly file: string
  readonly row: number
  readonly message: string
  readonly cells: readonly string[]
}

const shown = 20

/** Rows of tables that were rejected or are probably wrong, to be corrected where they stand. */
export function FixRows({ staged, readCells, onFixes }: FixRowsProps) {
  const { rejected, tables, odd } = staged
  const [fixes, setFixes] = useState<ReadonlyMap<string, Fix>>(new Map())
  const [looked, setLooked] = useState<readonly FixableRow[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // The button that asked for the cells has given way to them.
    if (looked) form.current?.querySelector<HTMLElement>('[data-looked] input')?.focus()
  }, [looked])
  const fixable = rejected.filter((one) => isFixable(one, tables))
  if (fixable.length === 0 && odd.count === 0) return null
  const look = async () => {
    try {
      setError(null)
      setLooked(await cellsOf(odd.rows, readCells))
    } catch (reason) {
      setError(reason)
    }
  }
  const rows = (list: readonly FixableRow[]) => (
    <Rows
      rows={list}
      tables={tables}
      onFix={(fix) => setFixes(new Map(fixes).set(`${fix.row} ${fix.file}`, fix))}
    />
  )
  return (
    <form
      ref={form}
      className={css['fixes']}
      onSubmit={(event) => {
        event.preventDefault()
        if (fixes.size > 0) onFixes([...fixes.values()])
      }}
    >
      {fixable.length > 0 && (
        <>
          <h3>{count(fixable.length, 'row')} that can be corrected here</h3>
          {rows(
            fixable.slice(0, shown).map((one) => ({
              ...one,
              cells: parseCsv(one.raw, { delimiter: ',', bareCr: false })[0] ?? [],
            })),
          )}
          <More total={fixable.length} listed={shown} />
        </>
      )}
      {odd.count > 0 && (
        <>
          <h3>
            {count(odd.count, 'row')} to look at before {odd.count === 1 ? 'it is' : 'they are'}{' '}
            kept
          </h3>
          {error === null ? null : (
            <ErrorNotice error={error} title="The rows could not be read again" />
          )}
          {looked === null ? (
            <>
              <ul className={css['odd']}>
                {oddLines(odd.rows).map((line) => (
                  <li key={line}>
                    <bdi>{line}</bdi>
                  </li>
                ))}
              </ul>
              <div>
                <Button onPress={() => void look()}>Correct here</Button>
              </div>
            </>
          ) : (
            <div data-looked className={css['fixes']}>
              {rows(looked)}
            </div>
          )}
          <More total={odd.count} listed={odd.rows.length} />
        </>
      )}
      {(fixable.length > 0 || looked !== null) && (
        <p className={css['actions']}>
          <Button disabled={fixes.size === 0} onPress={() => onFixes([...fixes.values()])}>
            Read again with the corrections
          </Button>
        </p>
      )}
    </form>
  )
}

async function cellsOf(
  rows: readonly OddRow[],
  readCells: ReadCells,
): Promise<readonly FixableRow[]> {
  const found: FixableRow[] = []
  for (const file of new Set(rows.map((one) => one.file))) {
    const own = rows.filter((one) => one.file === file)
    const cells = await readCells(
      file,
      own.map(({ row }) => row),
    )
    for (const one of own)
      found.push({ file, row: one.row, message: oddWords(one), cells: cells.get(one.row) ?? [] })
  }
  return found
}

function More({ total, listed }: { readonly total: number; readonly listed: number }): ReactNode {
  if (total <= listed) return null
  return (
    <p className={css['soft']}>
      and {whole(total - listed)} more: correct them in the file itself, or in turns.
    </p>
  )
}

function Rows({
  rows,
  tables,
  onFix,
}: {
  readonly rows: readonly FixableRow[]
  readonly tables: readonly StagedTable[]
  readonly onFix: (fix: Fix) => void
}) {
  return rows.map((one) => {
    const table = tables.find(({ file }) => file === one.file)
    return table && <Row key={`${one.row} ${one.file}`} row={one} table={table} onFix={onFix} />
  })
}

function Row({
  row: { file, row, message, cells: before },
  table: { header, fields },
  onFix,
}: {
  readonly row: FixableRow
  readonly table: StagedTable
  readonly onFix: (fix: Fix) => void
}) {
  const [cells, setCells] = useState(before)
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
