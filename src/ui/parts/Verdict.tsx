import css from './Verdict.module.css'
import { Icon, type IconName } from './Icon'

/** How something stands: each with its icon and its word, so that colour never carries it alone. */
export type Standing = 'met' | 'risk' | 'missed' | 'no-data' | 'neutral'

const icons = {
  met: 'check',
  risk: 'alert',
  missed: 'cross',
  'no-data': 'dash',
} as const satisfies Record<Exclude<Standing, 'neutral'>, IconName>

export function Verdict({
  standing,
  children,
}: {
  readonly standing: Standing
  readonly children: string
}) {
  return (
    <span className={`${css['verdict']} ${css[standing]}`}>
      {standing === 'neutral' ? null : <Icon name={icons[standing]} size={14} />}
      {children}
    </span>
  )
}
