import { useState } from 'react'
import { customToken } from '../period-choices'
import { Button } from './Button'
import css from './CustomPeriod.module.css'
import { Sheet } from './Sheet'

interface CustomPeriodProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onChoose: (token: string) => void
}

/** Two dates, both included. */
export function CustomPeriod({ open, onClose, onChoose }: CustomPeriodProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const token = customToken(from, to)
  return (
    <Sheet title="Period from – to" open={open} onClose={onClose}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (token) onChoose(token)
        }}
      >
        <label>
          First day
          <input
            type="date"
            value={from}
            max="2099-12-31"
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <label>
          Last day, included
          <input
            type="date"
            value={to}
            max="2099-12-31"
            onChange={(event) => setTo(event.target.value)}
          />
        </label>
        {from && to && !token ? <p role="alert">The last day lies before the first.</p> : null}
        <Button
          look="primary"
          disabled={!token}
          onPress={() => {
            if (token) onChoose(token)
          }}
        >
          Show this period
        </Button>
      </form>
    </Sheet>
  )
}
