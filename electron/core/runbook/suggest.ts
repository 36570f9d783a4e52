/** "Did you mean …?" */

const LONGEST = 64

/** The known word nearest to a mistyped one (at most a third of its letters away), or undefined. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least || candidate === word) continue
    const distance = edits(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** "did you mean `owner`?", or the fallback where nothing known is near. */
export function didYouMean(word: string, known: Iterable<string>, fallback: string): string {
  const best = nearest(word, known)
  return best === undefined ? fallback : `did you mean \`${best}\`?`
}

/** A list for a sentence: "`a`, `b` or `c`", cut after `most`. */
export function listed(words: Iterable<string>, most = 12): string {
  const all = [...words].map((word) => `\`${word}\``)
  if (all.length > most) return `${all.slice(0, most).join(', ')} …`
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
}

/** Damerau–Levenshtein distance (adjacent swaps count one), by rows. */
function edits(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
