import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Opened } from '../core/answers'
import type { Compute } from '../io/compute'
import { readHash, watchHash } from '../io/hash'
import type { FirstScreen } from '../io/first-screen'
import { embeddedFirstScreen, embeddedSnapshot, modeOf, type Mode } from '../io/source'
import css from './App.module.css'
import { ErrorNotice } from './parts/ErrorNotice'
import { StatusLine } from './parts/StatusLine'
import { Shell } from './Shell'

interface AppProps {
  readonly compute: Compute
  /** Changes to a newer build that lies ready, or null. */
  readonly update: (() => void) | null
}

/** The page: which data is open, and the question in its address. */
export function App({ compute, update }: AppProps) {
  const hash = useSyncExternalStore(watchHash, readHash, () => '')
  const [snapshot] = useState(embeddedSnapshot)
  const mode = modeOf(hash, snapshot)
  const [first] = useState(embeddedFirstScreen)
  const { opened, error, retry } = useOpened(compute, mode, first)
  const [dismissed, setDismissed] = useState(false)
  return (
    <>
      {opened ? (
        <Shell
          key={mode}
          compute={compute}
          opened={opened}
          hash={hash}
          first={first}
          hasDashboard={snapshot !== null}
        />
      ) : (
        <main className={css['opening']}>
          <h1 className="unseen">Faultline</h1>
          {error === null ? (
            <p>Opening…</p>
          ) : (
            <>
              <ErrorNotice error={error} title="The data could not be opened" onRetry={retry} />
              {mode === 'workspace' && snapshot !== null ? (
                <p>
                  <a href="#/overview">Back to the dashboard</a>
                </p>
              ) : null}
            </>
          )}
        </main>
      )}
      <StatusLine
        message={update && !dismissed ? 'A newer version of this page is ready.' : null}
        onDismiss={() => setDismissed(true)}
        {...(update ? { action: { label: 'Reload', onPress: update } } : {})}
      />
    </>
  )
}

/** What is open in a mode, kept up to date; null until it is open or when it cannot be. */
function useOpened(compute: Compute, mode: Mode, first: FirstScreen | null) {
  const [opened, setOpened] = useState<Opened | null>(first?.opened ?? null)
  const [failure, setFailure] = useState<{ readonly mode: Mode; readonly error: unknown } | null>(
    null,
  )
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let current = true
    const take = (next: Opened) => {
      if (!current) return
      setOpened(next)
      setFailure(null)
    }
    const unwatch = compute.watch(take)
    const fail = (error: unknown) => {
      if (current) setFailure({ mode, error })
    }
    // Opening may also fail before there is anything to wait for.
    void Promise.resolve()
      .then(() => (current ? compute.open(mode).then(take) : undefined))
      .catch(fail)
    return () => {
      current = false
      unwatch()
    }
  }, [compute, mode, attempt])
  return {
    opened: opened?.mode === mode ? opened : null,
    error: failure?.mode === mode ? failure.error : null,
    retry: () => setAttempt(attempt + 1),
  }
}
