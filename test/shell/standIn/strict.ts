/**
 * What makes the stand-in strict: whatever it does not do throws, so that no test passes because of a silent nothing. It stands for the
 * `electron` module where there is no binary of it, and proves what a browser, a real child process and the shell's own code prove
 * together. It does not prove the system's sandbox, native dialogs and menus, fuses.
 */
import { EventEmitter } from 'node:events'

/** As a module of Electron or an object of it: reading or setting anything else throws. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === 'symbol' || key === 'then' || key === 'toJSON') return Reflect.get(object, key, receiver)
      throw new Error(`the stand-in for Electron has no ${name}.${key}`)
    },
    set(object, key, value, receiver) {
      if (key in object || typeof key === 'symbol') return Reflect.set(object, key, value, receiver)
      throw new Error(`the stand-in for Electron can't set ${name}.${key}`)
    },
  })
}

/** Listens only to events that the stand-in really emits. */
export class StrictEmitter extends EventEmitter {
  known: readonly string[]
  constructor(known: readonly string[]) {
    super()
    this.known = known
  }
  override on(event: string, listener: (...args: never[]) => void): this {
    if (!this.known.includes(event)) throw new Error(`the stand-in for Electron never emits “${event}” here`)
    return super.on(event, listener as (...args: unknown[]) => void)
  }
  override once(event: string, listener: (...args: never[]) => void): this {
    if (!this.known.includes(event)) throw new Error(`the stand-in for Electron never emits “${event}” here`)
    return super.once(event, listener as (...args: unknown[]) => void)
  }
  /** Emits an event that can be prevented; true where it was. */
  ask(event: string, details: object, ...more: readonly unknown[]): boolean {
    let isPrevented = false
    this.emit(event, { ...details, preventDefault: () => (isPrevented = true) }, ...more)
    return isPrevented
  }
}

export type Entry = readonly [what: string, ...details: unknown[]]
const entries: Entry[] = []
const readers = new Set<() => void>()

/** All that the app did to the outside, in order: what a test looks at. */
export function record(...entry: Entry): void {
  entries.push(entry)
  for (const read of readers) read()
}

export function recorded(what?: string): readonly Entry[] {
  return what === undefined ? entries : entries.filter(([kind]) => kind === what)
}

/** Resolves with the entries of this kind once there are so many. */
export function untilRecorded(what: string, count = 1): Promise<readonly Entry[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = recorded(what)
      if (found.length < count) return
      readers.delete(look)
      resolve(found)
    }
    readers.add(look)
    look()
  })
}
