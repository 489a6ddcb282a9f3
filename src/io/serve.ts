import { Cancelled } from '../core/input'
import type { Disk } from './disk'
import { Engine } from './engine'
import { outcomeOf } from './outcome'
import type { Watch } from './preview'
import { beatMs, type Request, type ToPage, type ToWorker } from './protocol'

/** The worker's end of the line to the page. */
export interface Line {
  readonly post: (message: ToPage) => void
  readonly listen: (onMessage: (message: ToWorker) => void) => void
  readonly disk?: Disk
}

/** At most so many progress messages a second reach the page. */
const progressesPerSecond = 5

/** Answers the page's calls until the worker ends. */
export function serve({ post, listen, disk }: Line): void {
  const engine = new Engine({
    ...(disk && { disk }),
    onOpened: (opened) => post({ type: 'opened', opened }),
    onHeld: (held) => post({ type: 'held', held }),
  })
  const running = new Map<number, AbortController>()
  let beats: ReturnType<typeof setInterval> | undefined
  const run = async (request: Request) => {
    const control = new AbortController()
    running.set(request.id, control)
    beats ??= setInterval(() => post({ type: 'beat' }), beatMs)
    const outcome = await outcomeOf(answer(engine, request, control.signal, post))
    running.delete(request.id)
    if (running.size === 0) {
      clearInterval(beats)
      beats = undefined
    }
    post({ type: 'outcome', id: request.id, outcome })
  }
  listen((message) => {
    if (message.type === 'cancel') running.get(message.id)?.abort()
    else void run(message)
  })
}

async function answer(
  engine: Engine,
  request: Request,
  signal: AbortSignal,
  post: Line['post'],
): Promise<unknown> {
  const { name, ask } = request
  switch (name) {
    case 'openDashboard':
      return engine.openDashboard(ask.snapshot)
    case 'openWorkspace':
      return engine.openWorkspace(ask.place, ask.now)
    case 'report':
      await stillAsked(signal)
      return engine.answer(ask.query)
    case 'working':
      return engine.working(ask.query, ask.figure, ask.subject)
    case 'rows':
      await stillAsked(signal)
      return engine.rows(ask.query, ask.offset, ask.limit)
    case 'incident':
      return engine.incident(ask.id)
    case 'exportData':
      return engine.exportData(ask.query, ask.what, ask.as)
    case 'stage':
      return engine.stage(
        ask.sources,
        ask.assume,
        ask.now,
        watched(request.id, signal, post),
        ask.replaces,
      )
    case 'stagedEffect':
      return engine.stagedEffect(ask.stagedId)
    case 'preview':
      return engine.preview(ask.sources, ask.file, ask.assume, ask.now)
    case 'tableCells':
      return engine.tableCells(ask.sources, ask.file, ask.assume, ask.now, ask.rows)
    case 'tableWords':
      return engine.tableWords(
        ask.sources,
        ask.file,
        ask.assume,
        ask.now,
        watched(request.id, signal, post),
      )
    case 'commit':
      return engine.commit(ask.stagedId, ask.now)
    case 'discard':
      return engine.discard(ask.stagedId).then(() => null)
    case 'undo':
      return engine.undo(ask.batchId, ask.now)
    case 'saveSettings':
      return engine.saveSettings(ask.settings, ask.now)
    case 'edit':
      return engine.edit(ask.edit)
    case 'undoEdit':
      return engine.undoEdit(ask.id, ask.now)
    case 'editEffect':
      return engine.editEffect(ask.edit)
    case 'editLog':
      return engine.editLog()
    case 'duplicates':
      return engine.duplicates()
    case 'quality':
      return engine.quality()
    case 'addSample':
      return engine.addSample(ask.snapshot, ask.now)
  }
}

/** What a long read tells of itself on the way. */
function watched(id: number, signal: AbortSignal, post: Line['post']): Watch {
  let last = 0
  return {
    signal,
    onProgress: (progress) => {
      if (performance.now() - last < 1000 / progressesPerSecond) return
      last = performance.now()
      post({ type: 'progress', id, progress })
    },
  }
}

/** Lets the messages that wait be heard: of questions in quick succession only the last is worth its time. */
async function stillAsked(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve))
  if (signal.aborted) throw new Cancelled('Another question was asked')
}
