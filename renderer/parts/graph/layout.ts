/** A machine → its picture. Each open group is laid out by itself, so that opening one more costs only that one; then all are put together. */
import { compose } from './compose.ts'
import { layoutInterior, type Crossing, type Elk, type Interior } from './interior.ts'
import type { Group, Machine } from './machine.ts'
import type { Picture } from './picture.ts'

/** Larger runbooks begin as an overview of their phases. */
export const OPEN_AT_FIRST = 120

/** Groups whose steps are shown before anybody has opened or closed one. */
export function openAtFirst({ groups }: Machine): ReadonlySet<string> {
  const size = ({ lanes }: Group): number => lanes.reduce((sum, { steps }) => sum + steps.length, 0)
  const all = groups.reduce((sum, group) => sum + size(group), 0)
  return new Set(all <= OPEN_AT_FIRST ? groups.map(({ id }) => id) : [])
}

/** Made interiors, to be used again: by machine and group. */
export type InteriorCache = Map<string, Interior>

/** @throws whatever ELK throws, and `signal.reason` once it is aborted */
export async function layoutMachine(machine: Machine, open: ReadonlySet<string>, elk: Elk, { signal, cache = new Map() }: { readonly signal?: AbortSignal; readonly cache?: InteriorCache } = {}): Promise<Picture> {
  await Promise.all(
    machine.groups.filter(({ id }) => open.has(id) && !cache.has(id)).map(async (group) => {
      const { inside, crossings } = linksAt(machine, group)
      const interior = await layoutInterior(elk, group, inside, crossings)
      if (!signal?.aborted) cache.set(group.id, interior)
    }),
  )
  signal?.throwIfAborted()
  return compose(machine, new Map([...cache].filter(([id]) => open.has(id))))
}

/** Links within a group, and those over its edge. */
export function linksAt({ links, groupOf }: Machine, group: Group): { readonly inside: Machine['links']; readonly crossings: readonly Crossing[] } {
  const starts = links.filter(({ from }) => groupOf.get(from) === group)
  const inside = starts.filter(({ to }) => groupOf.get(to) === group)
  const out = starts.filter(({ to }) => groupOf.get(to) !== group)
  const into = links.filter(({ from, to }) => groupOf.get(to) === group && groupOf.get(from) !== group)
  return { inside, crossings: [...out.map((link) => ({ link, side: 'out' as const })), ...into.map((link) => ({ link, side: 'in' as const }))] }
}
