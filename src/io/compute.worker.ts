import StartDisk from './disk.worker?worker&inline'
import { serve } from './serve'
import { WorkerDisk } from './worker-disk'

declare const self: DedicatedWorkerGlobalScope

serve({
  post: (message) => self.postMessage(message),
  disk: new WorkerDisk(() => new StartDisk()),
  listen: (onMessage) => self.addEventListener('message', (event) => onMessage(event.data)),
})
