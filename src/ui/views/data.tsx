import { lazy } from 'react'
import type { View } from '../view'

export const data: View = {
  title: 'Data',
  question: 'Where does it come from?',
  place: 70,
  // Fetched when the page is asked for: the first figures do not wait for it.
  Component: lazy(() => import('./data/Data').then(({ Data }) => ({ default: Data }))),
}
