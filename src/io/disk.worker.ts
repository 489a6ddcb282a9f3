import { ownDisk } from './disk'
import { serveDisk } from './serve-disk'

declare const self: DedicatedWorkerGlobalScope

serveDisk(ownDisk, {
  post: (message, handed) => self.postMessage(message, handed),
  listen: (onMessage) => self.addEventListener('message', ({ data }) => onMessage(data)),
})
