import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import css from './Button.module.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  /** `quiet` has no frame until it is pointed at; at most one `primary` per screen. */
  readonly look?: 'plain' | 'primary' | 'quiet'
  readonly disabled?: boolean
  /** Needed where the content is only an icon. */
  readonly label?: string
  /** `close` closes the sheet or popover around it. */
  readonly slot?: 'close'
}

export function Button({
  children,
  onPress,
  look = 'plain',
  disabled = false,
  label,
  slot,
}: ButtonProps) {
  return (
    <AriaButton
      className={`${css['button']} ${css[look]}`}
      isDisabled={disabled}
      {...(onPress ? { onPress } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(slot ? { slot } : {})}
    >
      {children}
    </AriaButton>
  )
}
