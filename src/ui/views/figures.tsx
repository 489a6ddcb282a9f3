import { lazy } from 'react'
import type { View } from '../view'

export const figures: View = {
  title: 'Figures',
  question: 'What is every figure, and how did it come about?',
  place: 60,
  Component: lazy(() => import('./figures/Figures').then(({ Figures }) => ({ default: Figures }))),
}
