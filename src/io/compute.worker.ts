import { serve } from './serve'

declare const self: DedicatedWorkerGlobalScope

serve({
  post: (message) => self.postMessage(message),
  listen: (onMessage) => self.addEventListener('message', (event) => onMessage(event.data)),
})
