import { useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import type { ExportKind } from '../../core/exported'
import choice from '../parts/Choice.module.css'
import { Icon } from '../parts/Icon'
import { useKeys } from '../use-keys'
import type { ViewProps } from '../view'
import css from './ExportMenu.module.css'
import { useExport } from './use-export'

const kinds: readonly (readonly [kind: ExportKind, label: string, note: string])[] = [
  ['spreadsheet', 'CSV for spreadsheets', 'For Excel and others: no text can run as a formula.'],
  ['csv', 'Exact CSV', 'For other programs: every text unchanged.'],
  ['json', 'JSON', 'With updates, claims and contradictions; can be imported again.'],
]

/** Saves what the page lists, in its order. `E` opens it. */
export function ExportMenu({ exportData }: Pick<ViewProps, 'exportData'>) {
  const { busy, save } = useExport(exportData)
  const [open, setOpen] = useState(false)
  useKeys((keys) => {
    if (keys === 'e' && !busy) setOpen(true)
  })
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className={choice['button'] ?? ''} isDisabled={busy}>
        <Icon name="download" />
        {busy ? 'Writing…' : 'Export'}
        <Icon name="down" size={13} />
      </Button>
      <Popover className={choice['popover'] ?? ''} placement="bottom end">
        <Menu
          className={choice['list'] ?? ''}
          aria-label="Export what is listed"
          autoFocus="first"
          onAction={(key) => {
            const kind = kinds.find(([id]) => id === key)?.[0]
            if (kind) void save('screen', kind)
          }}
        >
          {kinds.map(([kind, label, note]) => (
            <MenuItem key={kind} id={kind} textValue={label} className={css['item'] ?? ''}>
              <Text slot="label">{label}</Text>
              <Text slot="description" className={css['note'] ?? ''}>
                {note}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
