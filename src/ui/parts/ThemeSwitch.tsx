import { useState } from 'react'
import { Button } from './Button'
import { Icon, type IconName } from './Icon'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const icons = { system: 'system', light: 'sun', dark: 'moon' } as const satisfies Record<
  Theme,
  IconName
>
const place = 'faultline.theme'

/** Turns from the system's theme to light to dark. The choice is kept where the browser allows it. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(keptTheme)
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return (
    <Button
      look="quiet"
      label={`Theme: ${theme}. Change to ${next}`}
      onPress={() => {
        setTheme(next)
        applyTheme(next)
      }}
    >
      <Icon name={icons[theme]} />
    </Button>
  )
}

/** Called before the first paint, so that the page does not change its colours. */
export function applyKeptTheme(): void {
  applyTheme(keptTheme())
}

function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(place)
    return themes.find((theme) => theme === kept) ?? 'system'
  } catch {
    return 'system'
  }
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.setAttribute('data-theme', theme)
  try {
    localStorage.setItem(place, theme)
  } catch {
    // Storage can be switched off; the choice then holds until the page is closed.
  }
}
