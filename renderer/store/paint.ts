/** When what a stream said is shown: with the next picture, however much came before it. */

export type Paint = (then: () => void) => void

/** A page that nobody sees has no pictures; it follows all the same, its title for one. */
const UNSEEN_MS = 250

export const nextPaint: Paint = (then) => {
  if (document.visibilityState === 'hidden') setTimeout(then, UNSEEN_MS)
  else requestAnimationFrame(() => then())
}

/** Calls `publish` once for any number of calls until the next picture. */
export function paced(paint: Paint, publish: () => void): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    paint(() => {
      isPlanned = false
      publish()
    })
  }
}
