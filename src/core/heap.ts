/** A binary heap of indexes; `before(a, b)` says that a leaves first. */
export class Heap {
  readonly items: number[] = []
  readonly #before: (a: number, b: number) => boolean

  constructor(before: (a: number, b: number) => boolean) {
    this.#before = before
  }

  push(item: number): void {
    const items = this.items
    let at = items.length
    items.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(item, items[parent]!)) break
      items[at] = items[parent]!
      at = parent
    }
    items[at] = item
  }

  pop(): void {
    const items = this.items
    const last = items.pop()
    if (last === undefined || items.length === 0) return
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= items.length) break
      if (child + 1 < items.length && this.#before(items[child + 1]!, items[child]!)) child++
      if (!this.#before(items[child]!, last)) break
      items[at] = items[child]!
      at = child
    }
    items[at] = last
  }
}
