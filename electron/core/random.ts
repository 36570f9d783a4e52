/** Seeded chance: mulberry32 (Tommy Ettinger, public domain). The same seed gives the same numbers on every machine. */
import type { Random } from './ports.ts'

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}

/** A stream of its own for each name: what one step draws does not depend on which other steps there are. (Name mixed in by FNV-1a.) */
export function streamOf(seed: number, name: string): Random {
  let hash = 0x811c9dc5 ^ (seed >>> 0)
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  return createRandom(Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ Math.imul(seed >>> 0, 0x9e3779b1))
}
