/* Vite's own types are those of a page: they pull in the DOM, of which a worker has nothing. */
declare module '*disk.worker?worker&inline' {
  export default class DiskWorker extends Worker {
    constructor()
  }
}
