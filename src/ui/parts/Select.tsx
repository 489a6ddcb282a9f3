import {
  Button,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import css from './Choice.module.css'
import { Icon } from './Icon'

export interface Option {
  readonly value: string
  readonly label: string
  /** What stands behind the label in a lighter tone. */
  readonly note?: string
}

export interface OptionGroup {
  readonly title: string
  readonly options: readonly Option[]
}

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly groups: readonly OptionGroup[]
  readonly onChange: (value: string) => void
  /** Drawn as set apart from the default. */
  readonly active?: boolean
  /** Shows the label before the value; it is always there for screen readers. */
  readonly labelled?: boolean
}

/** Chooses one of a list. Groups without a title have no heading. */
export function Select({
  label,
  value,
  groups,
  onChange,
  active = false,
  labelled = false,
}: SelectProps) {
  return (
    <AriaSelect
      className={css['field'] ?? ''}
      aria-label={label}
      selectedKey={value}
      onSelectionChange={(key) => onChange(String(key ?? ''))}
    >
      <Button className={`${css['button']} ${active ? css['active'] : ''}`}>
        <SelectValue className={css['value'] ?? ''}>
          {({ selectedText }) =>
            `${labelled ? `${label}: ` : ''}${selectedText || nameOf(groups, value)}`
          }
        </SelectValue>
        <Icon name="down" size={13} />
      </Button>
      <Popover className={css['popover'] ?? ''}>
        <ListBox className={css['list'] ?? ''}>
          {groups.map(({ title, options }) => (
            <ListBoxSection key={title} id={`section:${title}`} aria-label={title || label}>
              {title ? <Header className={css['section']}>{title}</Header> : null}
              {options.map((option) => (
                <ListBoxItem
                  key={option.value}
                  id={option.value}
                  textValue={option.label}
                  className={css['option'] ?? ''}
                >
                  {({ isSelected }) => <OptionLine option={option} selected={isSelected} />}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

export function OptionLine({
  option,
  selected,
}: {
  readonly option: Option
  readonly selected: boolean
}) {
  return (
    <>
      <span className={css['tick']}>{selected ? <Icon name="check" /> : null}</span>
      <bdi className={css['words']}>{option.label}</bdi>
      {option.note ? <span className={css['count']}>{option.note}</span> : null}
    </>
  )
}

function nameOf(groups: readonly OptionGroup[], value: string): string {
  return (
    groups.flatMap(({ options }) => options).find((option) => option.value === value)?.label ??
    value
  )
}
