import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startCompute } from './io/compute'
import { watchForUpdate } from './io/offline'
import { App } from './ui/App'
import { applyKeptTheme } from './ui/parts/ThemeSwitch'
import './ui/theme.css'

applyKeptTheme()
const compute = startCompute()
const place = document.getElementById('root')
if (place) {
  const root = createRoot(place)
  const show = (update: (() => void) | null) =>
    root.render(
      <StrictMode>
        <App compute={compute} update={update} />
      </StrictMode>,
    )
  show(null)
  watchForUpdate(show)
}
