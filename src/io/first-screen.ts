import type { Answer, Opened } from '../core/answers'
import { defaultQuery } from '../core/query'
import { Engine } from './engine'

/** What a dashboard shows before anything is asked of it. Plain JSON, made by the build with the very engine of the worker. */
export interface FirstScreen {
  readonly opened: Opened
  readonly answer: Answer
}

/** The first screen of an embedded snapshot, as JSON. */
export async function firstScreen(snapshotText: string): Promise<string> {
  const engine = new Engine({ onOpened: () => undefined, onHeld: () => undefined })
  const opened = await engine.openDashboard(snapshotText)
  return JSON.stringify({ opened, answer: engine.answer(defaultQuery) } satisfies FirstScreen)
}
