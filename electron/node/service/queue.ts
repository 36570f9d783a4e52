/** Work that is done one piece after the other, with room for everything else between two pieces; the same piece waits only once. */
export interface Queue {
  add(name: string): void
  /** Resolves when nothing waits. */
  idle(): Promise<void>
  /** What waits is not done any more. */
  close(): void
}

export function createQueue(work: (name: string) => void | Promise<void>, failed: (name: string, error: unknown) => void): Queue {
  const waiting = new Set<string>()
  let working: Promise<void> | undefined

  async function run(): Promise<void> {
    for (let [name] = waiting; name !== undefined; [name] = waiting) {
      waiting.delete(name)
      await turn()
      try {
        await work(name)
      } catch (error) {
        failed(name, error)
      }
    }
    working = undefined
  }

  return {
    add(name) {
      waiting.add(name)
      working ??= run()
    },
    idle: async () => working,
    close: () => waiting.clear(),
  }
}

/** Lets the loop do what else is due: output, clocks, other people's frames. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
