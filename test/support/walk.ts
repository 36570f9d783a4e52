/** Walks a compiled machine by events, for tests of its rules. */
import { expect } from 'vitest'
import { compile } from '../../electron/core/machine/compile.ts'
import { runEvent, type MachineEvent } from '../../electron/core/machine/event.ts'
import { contextOf, endOf, initial, judge, type Snapshot } from '../../electron/core/machine/judge.ts'
import { statusName, type StatusName } from '../../electron/core/machine/status.ts'
import type { Runbook } from '../../electron/core/runbook/model.ts'

export function walk(book: Runbook) {
  const compiled = compile(book)
  let snapshot: Snapshot = initial(compiled)
  const send = (event: MachineEvent | string): Snapshot | undefined => judge(compiled, snapshot, typeof event === 'string' ? { type: event } : event)
  const walker = {
    /** Takes each event; fails the test where the machine refuses one. */
    go(...events: (MachineEvent | string)[]) {
      for (const event of events) {
        const next = send(event)
        expect(next, `${typeof event === 'string' ? event : event.type} should be legal in ${JSON.stringify(snapshot.value)}`).toBeDefined()
        if (next) snapshot = next
      }
      return walker
    },
    /** Fails the test where the machine takes it. */
    refuses(...events: (MachineEvent | string)[]) {
      for (const event of events) expect(send(event), `${typeof event === 'string' ? event : event.type} should be refused`).toBeUndefined()
      return walker
    },
    play(...steps: string[]) {
      for (const step of steps) walker.go(`START.${step}`, `DONE.${step}`)
      return walker
    },
    status: (step: string): StatusName => statusName(contextOf(snapshot).status[compiled.layout.place(step as never).index]),
    is(expected: Record<string, StatusName>) {
      expect(Object.fromEntries(Object.keys(expected).map((step) => [step, walker.status(step)]))).toEqual(expected)
      return walker
    },
    ends(expected: string | null) {
      expect(endOf(snapshot)).toBe(expected)
      return walker
    },
    get context() {
      return contextOf(snapshot)
    },
    get snapshot() {
      return snapshot
    },
    set snapshot(value: Snapshot) {
      snapshot = value
    },
    compiled,
  }
  return walker.go(runEvent('BEGIN'))
}
