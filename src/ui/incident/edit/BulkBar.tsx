import { useEffect, useRef, useState } from 'react'
import type { TableRow } from '../../../core/answers'
import { count, sentence, whole } from '../../../core/display'
import type { EditAction } from '../../../core/edits'
import { isExcluded } from '../../../core/exclusion'
import { severities, type Severity } from '../../../core/incident'
import { Button } from '../../parts/Button'
import { ErrorNotice } from '../../parts/ErrorNotice'
import type { EditActions } from '../../view'
import { listOf } from './edit-draft'
import { editWords } from './edit-words'
import css from './edit.module.css'
import { causeOptions, Choice, Field, severityOptions } from './EditFields'
import { EditFrame } from './EditFrame'

interface BulkBarProps {
  /** In the order they were chosen. */
  readonly chosen: readonly TableRow[]
  /** Records that are listed. */
  readonly total: number
  readonly edits: EditActions
  readonly timeZone: string
  readonly onAll: () => void
  /** Leaves nothing chosen. The bar goes, and the focus is the list's. */
  readonly onClear: () => void
}

type Doing = 'severity' | 'cause' | 'service' | 'exclude' | 'include' | 'merge'

interface Made {
  readonly id: string
  readonly words: string
}

/** What can be done to several records at once: one edit, undone as one. It floats at the foot, so that no row moves. */
export function BulkBar({ chosen, total, edits, timeZone, onAll, onClear }: BulkBarProps) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const [value, setValue] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  const wasDoing = useRef(false)
  const some = chosen.length > 0
  const shown = some || made !== null
  useEffect(() => {
    // The form has taken the place of the buttons, and the one that opened it is gone.
    if (doing === null && wasDoing.current) bar.current?.querySelector('button')?.focus()
    wasDoing.current = doing !== null
  }, [doing])
  const begin = (what: Doing) => {
    setValue(null)
    setMade(null)
    setDoing(what)
  }
  const leave = () => {
    setMade(null)
    onClear()
  }
  const concerned = doing ? concernedBy(doing, chosen) : chosen
  const action = doing && actionOf(doing, concerned, value)
  const records = count(concerned.length, 'record')
  return (
    <div ref={bar} className={shown ? css['bulk'] : 'unseen'}>
      <div className={css['bar']} {...(shown && { role: 'group', 'aria-label': 'Chosen records' })}>
        <p role="status" className={doing ? 'unseen' : css['chosen']}>
          {some
            ? `${whole(chosen.length)} of ${whole(total)} chosen`
            : made && <bdi>{`${made.words}.`}</bdi>}
        </p>
        {some && !doing && (
          <Acts chosen={chosen} total={total} begin={begin} onAll={onAll} onClear={onClear} />
        )}
        {!some && made && <Undo made={made} undo={() => edits.undo(made.id)} onGone={leave} />}
      </div>
      {doing && some && (
        <EditFrame
          key={doing}
          title={titles[doing](records)}
          action={action}
          edits={edits}
          save={saves[doing]}
          onDone={(id) => {
            setDoing(null)
            if (action) setMade({ id, words: sentence(editWords(action, timeZone)) })
            onClear()
          }}
          onCancel={() => setDoing(null)}
        >
          <Fields doing={doing} value={value} onChange={setValue} />
        </EditFrame>
      )}
    </div>
  )
}

function Acts({
  chosen,
  total,
  begin,
  onAll,
  onClear,
}: Pick<BulkBarProps, 'chosen' | 'total' | 'onAll' | 'onClear'> & {
  readonly begin: (what: Doing) => void
}) {
  const offered = (what: Doing) => concernedBy(what, chosen).length > 0
  return (
    <>
      <div className={css['acts']}>
        <Button onPress={() => begin('severity')}>Severity…</Button>
        <Button onPress={() => begin('cause')}>Cause…</Button>
        <Button onPress={() => begin('service')}>Service…</Button>
        {offered('exclude') && <Button onPress={() => begin('exclude')}>Exclude…</Button>}
        {offered('include') && <Button onPress={() => begin('include')}>Count again…</Button>}
        {chosen.length > 1 && <Button onPress={() => begin('merge')}>Merge…</Button>}
      </div>
      <div className={css['rest']}>
        {chosen.length < total && (
          <Button look="quiet" onPress={onAll}>
            Choose all
          </Button>
        )}
        <Button look="quiet" onPress={onClear}>
          Choose none
        </Button>
      </div>
    </>
  )
}

function Undo({
  made,
  undo,
  onGone,
}: {
  readonly made: Made
  readonly undo: () => Promise<void>
  readonly onGone: () => void
}) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const take = async () => {
    setBusy(true)
    try {
      await undo()
      onGone()
    } catch (fault) {
      setError(fault)
      setBusy(false)
    }
  }
  return (
    <>
      {error === null ? null : <ErrorNotice error={error} title="The edit could not be undone" />}
      <Button disabled={busy} label={`Undo: ${made.words}`} onPress={() => void take()}>
        Undo
      </Button>
      <Button look="quiet" onPress={onGone}>
        Close
      </Button>
    </>
  )
}

function Fields({
  doing,
  value,
  onChange,
}: {
  readonly doing: Doing
  readonly value: string | null
  readonly onChange: (value: string) => void
}) {
  switch (doing) {
    case 'severity':
      return (
        <Choice name="Severity" value={value ?? unchosen} onChange={onChange}>
          {severityOptions}
        </Choice>
      )
    case 'cause':
      return (
        <Choice name="Cause" value={value ?? unchosen} onChange={onChange}>
          {causeOptions}
        </Choice>
      )
    case 'service':
      return (
        <Field
          name="Services, separated by commas"
          value={value ?? ''}
          placeholder="In place of those they have"
          onChange={onChange}
        />
      )
    case 'exclude':
      return <p>What is excluded stays listed with the reason and counts nowhere.</p>
    case 'include':
      return null
    case 'merge':
      return (
        <p>
          The record chosen first takes the times, services and texts of all; the others count
          nowhere. Every service then counts for all times of impact.
        </p>
      )
  }
}

/** What a choice shows before anything is chosen. */
const unchosen = 'Choose…'

const titles: Readonly<Record<Doing, (records: string) => string>> = {
  severity: (records) => `Set the severity of ${records}`,
  cause: (records) => `Set the cause of ${records}`,
  service: (records) => `Set the services of ${records}`,
  exclude: (records) => `Exclude ${records}`,
  include: (records) => `Count ${records} again`,
  merge: (records) => `Merge ${records}`,
}

const saves: Readonly<Record<Doing, string>> = {
  severity: 'Save the edit',
  cause: 'Save the edit',
  service: 'Save the edit',
  exclude: 'Exclude',
  include: 'Count again',
  merge: 'Merge',
}

/** Only what counts can be excluded, and only what does not can count again. */
function concernedBy(doing: Doing, chosen: readonly TableRow[]): readonly TableRow[] {
  if (doing === 'exclude') return chosen.filter(({ flags }) => !isExcluded(flags))
  return doing === 'include' ? chosen.filter(({ flags }) => isExcluded(flags)) : chosen
}

function actionOf(
  doing: Doing,
  rows: readonly TableRow[],
  value: string | null,
): EditAction | null {
  const ids = rows.map(({ id }) => id)
  switch (doing) {
    case 'severity': {
      const severity: Severity | null = severities.find((one) => one === value) ?? null
      return value === null ? null : { type: 'set', ids, fields: { severity } }
    }
    case 'cause':
      return value === null ? null : { type: 'set', ids, fields: { cause: value || null } }
    case 'service': {
      const services = listOf(value ?? '')
      return services.length > 0 ? { type: 'set', ids, fields: { services } } : null
    }
    case 'exclude':
    case 'include':
    case 'merge':
      return { type: doing, ids }
  }
}
