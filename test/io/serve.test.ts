import { expect, test, vi } from 'vitest'
import { defaultQuery } from '../../src/core/query'
import { beatMs, type Request, type ToPage, type ToWorker } from '../../src/io/protocol'
import { serve } from '../../src/io/serve'

type Outcome = Extract<ToPage, { type: 'outcome' }>

/** A worker's end, spoken to directly. */
function newLine() {
  const said: ToPage[] = []
  const waiting = new Map<number, (outcome: Outcome['outcome']) => void>()
  let hear: (message: ToWorker) => void = () => undefined
  let id = 0
  serve({
    post(message) {
      said.push(message)
      if (message.type === 'outcome') waiting.get(message.id)?.(message.outcome)
    },
    listen: (onMessage) => (hear = onMessage),
  })
  const call = <Name extends Request['name']>(
    name: Name,
    ask: Extract<Request, { name: Name }>['ask'],
  ) =>
    new Promise<Outcome['outcome']>((resolve) => {
      waiting.set(++id, resolve)
      hear({ type: 'call', id, name, ask } as Request)
    })
  return { call, said, cancel: (one: number) => hear({ type: 'cancel', id: one }) }
}

const memory = { place: { database: null, held: null }, now: 1_700_000_000_000 }
const rows = Array.from(
  { length: 30_000 },
  (_, n) => `${n},Outage ${n},API,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z`,
)
const log = { name: 'log.csv', text: ['id,title,services,start_utc,end_utc', ...rows].join('\n') }
const stage = { sources: [log], assume: {}, now: memory.now }

test('calls are answered with what they ask for', async () => {
  const { call } = newLine()
  expect(await call('openWorkspace', memory)).toMatchObject({ kind: 'ok', value: { records: 0 } })
  expect(await call('report', { query: defaultQuery })).toMatchObject({
    kind: 'ok',
    value: { comparison: null },
  })
})

test('what cannot be done is told with what to do instead', async () => {
  const { call } = newLine()
  expect(await call('report', { query: defaultQuery })).toMatchObject({
    kind: 'user-error',
    message: 'No data is open',
    hint: 'Reload this page.',
  })
  await call('openWorkspace', memory)
  expect(await call('commit', { stagedId: 'nobody', now: 0 })).toMatchObject({ kind: 'user-error' })
})

test('a dashboard is refused changes', async () => {
  const { call } = newLine()
  const snapshot = JSON.stringify({
    schema: 'faultline/snapshot',
    version: 1,
    title: 'Ours',
    asOf: memory.now,
    settings: {},
    incidents: [],
    batches: [],
  })
  expect(await call('openDashboard', { snapshot })).toMatchObject({
    kind: 'ok',
    value: { mode: 'dashboard', title: 'Ours', asOf: memory.now },
  })
  expect(await call('stage', stage)).toMatchObject({ kind: 'user-error' })
  expect(await call('undo', { batchId: 'dashboard', now: 0 })).toMatchObject({ kind: 'user-error' })
})

test('reading tells its progress and can be stopped in the middle', async () => {
  const { call, cancel, said } = newLine()
  await call('openWorkspace', memory)
  const staging = call('stage', stage)
  await vi.waitUntil(() => said.some(({ type }) => type === 'progress'))
  cancel(2)
  expect(await staging).toEqual({ kind: 'cancelled' })
  expect(await call('report', { query: defaultQuery })).toMatchObject({ kind: 'ok' })
})

test('of questions in quick succession only the last is answered', async () => {
  const { call, cancel } = newLine()
  await call('openWorkspace', memory)
  const first = call('report', { query: defaultQuery })
  const second = call('report', { query: { ...defaultQuery, period: '2023' } })
  cancel(2)
  expect(await first).toEqual({ kind: 'cancelled' })
  expect(await second).toMatchObject({ kind: 'ok' })
})

test('a busy worker gives signs of life, an idle one none', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { call, said } = newLine()
    await call('openWorkspace', memory)
    const staging = call('stage', stage)
    vi.advanceTimersByTime(3 * beatMs)
    expect(said.filter(({ type }) => type === 'beat')).toHaveLength(3)
    await staging
    said.length = 0
    vi.advanceTimersByTime(100 * beatMs)
    expect(said).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})
