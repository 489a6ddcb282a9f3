import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from './Button'
import css from './Choice.module.css'
import { Icon } from './Icon'
import { OptionLine, type Option } from './Select'

interface MultiSelectProps {
  readonly label: string
  /** What stands on the button when nothing is chosen: "All services". */
  readonly all: string
  readonly values: readonly string[]
  readonly options: readonly Option[]
  readonly onChange: (values: readonly string[]) => void
}

/** Chooses some of a list; nothing chosen stands for all of them. */
export function MultiSelect({ label, all, values, options, onChange }: MultiSelectProps) {
  const chosen = options.filter(({ value }) => values.includes(value))
  const [first] = chosen
  return (
    <MenuTrigger>
      <AriaButton className={`${css['button']} ${first ? css['active'] : ''}`}>
        <span className="unseen">{label}</span>
        <bdi className={css['value']}>
          {first ? `${first.label}${chosen.length > 1 ? ` +${chosen.length - 1}` : ''}` : all}
        </bdi>
        <Icon name="down" size={13} />
      </AriaButton>
      <Popover className={css['popover'] ?? ''}>
        <Menu
          className={css['list'] ?? ''}
          aria-label={label}
          selectionMode="multiple"
          selectedKeys={chosen.map(({ value }) => value)}
          onSelectionChange={(keys) =>
            onChange(
              options
                .map(({ value }) => value)
                .filter((value) => keys === 'all' || keys.has(value)),
            )
          }
        >
          {options.map((option) => (
            <MenuItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={css['option'] ?? ''}
            >
              {({ isSelected }) => <OptionLine option={option} selected={isSelected} />}
            </MenuItem>
          ))}
        </Menu>
        {first ? (
          <div className={css['clear']}>
            <Button look="quiet" onPress={() => onChange([])}>
              {all}
            </Button>
          </div>
        ) : null}
      </Popover>
    </MenuTrigger>
  )
}
