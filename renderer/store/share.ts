/** Structural sharing: a new value in which everything that is as it was is the old one, so that what shows it is not drawn again. */

/** Both are JSON. */
export function share<T>(before: T, after: T): T {
  return shared(before, after) as T
}

function shared(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before
  if (Array.isArray(before) && Array.isArray(after)) {
    const made = after.map((value, index) => (index < before.length ? shared(before[index], value) : value))
    return made.length === before.length && made.every((value, index) => value === before[index]) ? before : made
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = Object.keys(after)
    const made = Object.fromEntries(keys.map((key) => [key, Object.hasOwn(before, key) ? shared(before[key], after[key]) : after[key]]))
    return keys.length === Object.keys(before).length && keys.every((key) => Object.hasOwn(before, key) && made[key] === before[key]) ? before : made
  }
  return after
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
