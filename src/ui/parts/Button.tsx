import type { ReactNode } from 'react'
import css from './Button.module.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  /** `quiet` has no frame until it is pointed at; at most one `primary` per screen. */
  readonly look?: 'plain' | 'primary' | 'quiet'
  readonly disabled?: boolean
  /** Needed where the content is only an icon. */
  readonly label?: string
}

/** The browser's own button: the first figures need no more. */
export function Button({
  children,
  onPress,
  look = 'plain',
  disabled = false,
  label,
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`${css['button']} ${css[look]}`}
      disabled={disabled}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
