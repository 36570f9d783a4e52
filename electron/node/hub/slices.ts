/** Long work in short slices: between two of them everything else has its turn. */

const SLICE_MS = 12

/** Ends early where `goesOn` says so. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void, goesOn: () => boolean = () => true): Promise<void> {
  let until = performance.now() + SLICE_MS
  for (const item of items) {
    work(item)
    if (performance.now() < until) continue
    await turn()
    if (!goesOn()) return
    until = performance.now() + SLICE_MS
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
