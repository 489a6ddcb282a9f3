import { useId, useState } from 'react'
import type { StagedTable } from '../../core/answers'
import type { Issue } from '../../core/issue'
import { Button } from '../parts/Button'
import css from './wizard.module.css'
import { zoneNames } from './zone-names'

interface AssumedZonesProps {
  readonly tables: readonly StagedTable[]
  readonly issues: readonly Issue[]
  /** The reporting zone, which was assumed. */
  readonly timeZone: string
  /** Reads the files again, with times of this table in a zone. */
  readonly onZone: (table: StagedTable, zone: string) => void
}

/** Asks in which zone the times of tables are that state none, once per table. */
export function AssumedZones({ tables, issues, timeZone, onZone }: AssumedZonesProps) {
  return tables
    .filter((table) => issues.some((one) => asksZone(one, [table])))
    .map((table) => (
      <AssumedZone
        key={table.file}
        file={table.file}
        timeZone={timeZone}
        onZone={(zone) => onZone(table, zone)}
      />
    ))
}

/** Whether an issue is that a zone was assumed for one of these tables. */
export function asksZone({ file, code }: Issue, tables: readonly StagedTable[]): boolean {
  return code === 'tz-assumed' && tables.some((table) => table.file === file)
}

function AssumedZone({
  file,
  timeZone,
  onZone,
}: {
  readonly file: string
  readonly timeZone: string
  readonly onZone: (zone: string) => void
}) {
  const [zone, setZone] = useState(timeZone)
  const id = useId()
  return (
    <div className={css['zone']}>
      <label htmlFor={id}>
        Times in <bdi>{file}</bdi> state no time zone. They are in
      </label>
      <select
        id={id}
        className={css['select']}
        value={zone}
        onChange={({ target }) => setZone(target.value)}
      >
        {zoneNames.map((name) => (
          <option key={name} value={name}>
            {name === timeZone ? `${name}, the reporting zone` : name}
          </option>
        ))}
      </select>
      <Button onPress={() => onZone(zone)}>
        {zone === timeZone ? 'That is right' : 'Read them in this zone'}
      </Button>
    </div>
  )
}
