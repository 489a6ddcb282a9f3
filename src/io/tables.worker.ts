import { outcomeOf } from './outcome'
import { tableSheets } from './table-sheets'

declare const self: DedicatedWorkerGlobalScope

self.addEventListener('message', ({ data }: MessageEvent<File>) => {
  void outcomeOf(tableSheets(data)).then((outcome) => self.postMessage(outcome))
})
