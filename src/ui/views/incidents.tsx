import { lazy } from 'react'
import type { View } from '../view'

export const incidents: View = {
  title: 'Incidents',
  question: 'What happened?',
  place: 30,
  // Fetched when the page is asked for: the first figures do not wait for it.
  Component: lazy(() =>
    import('./incidents/Incidents').then(({ Incidents }) => ({ default: Incidents })),
  ),
}
