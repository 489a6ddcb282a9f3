import { useEffect, useState } from 'react'
import type { Answer, Opened } from '../core/answers'
import { defaultQuery, queryFromHash, queryHash, type Query } from '../core/query'
import type { Compute } from '../io/compute'
import type { FirstScreen } from '../io/first-screen'

/** The figures on screen and whether newer ones are on their way. */
export interface Figures {
  readonly answer: Answer | null
  /** Why the newest question has no answer, or null. */
  readonly error: unknown
  readonly busy: boolean
}

interface Given {
  readonly to: string
  readonly of: Opened
  readonly answer: Answer | null
  readonly error: unknown
}

/**
 * The answer to a question about the data that is open. The last question wins; the former answer stays on screen until
 * the next one is there.
 */
export function useReport(
  compute: Compute,
  opened: Opened,
  query: Query,
  first: FirstScreen | null,
): Figures {
  // What changes the screen but no figure is left out, so that it asks for nothing.
  const { search, flags, sort, incident } = defaultQuery
  const question = queryHash({ ...query, view: 'overview', search, flags, sort, incident })
  const [given, setGiven] = useState<Given | null>(() =>
    first?.opened === opened && question === queryHash(defaultQuery)
      ? { to: question, of: opened, answer: first.answer, error: null }
      : null,
  )
  useEffect(() => {
    if (opened.records === 0) return
    const controller = new AbortController()
    const { signal } = controller
    compute.report(queryFromHash(question), signal).then(
      (answer) => {
        if (!signal.aborted) setGiven({ to: question, of: opened, answer, error: null })
      },
      (error: unknown) => {
        if (signal.aborted) return
        setGiven((former) => ({ to: question, of: opened, answer: former?.answer ?? null, error }))
      },
    )
    return () => controller.abort()
  }, [compute, opened, question])
  return {
    answer: given?.answer ?? null,
    error: given?.error ?? null,
    busy: opened.records > 0 && (given?.to !== question || given.of !== opened),
  }
}
