/** When something really ended, as a person says it: a clock time of this place, or so much before (or after) what was recorded. */

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const SHIFT = /^([-−+])\s*(?=\d)(?:(\d+)\s*h)?\s*(?:(\d+)\s*m)?\s*(?:(\d+)\s*s)?$/

/** Wall ms; null for what is no time. A clock time is the one nearest to what was recorded, also across midnight. */
export function realEnd(said: string, recorded: number): number | null {
  const text = said.trim()
  const shift = SHIFT.exec(text)
  if (shift) {
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = shift
    const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
    return sign === '+' ? recorded + ms : recorded - ms
  }
  const clock = CLOCK.exec(text)
  if (!clock) return null
  const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const near = [-1, 0, 1].map((days) => {
    const at = new Date(recorded)
    at.setDate(at.getDate() + days)
    return at.setHours(hours, minutes, seconds, 0)
  })
  return near.reduce((best, at) => (Math.abs(at - recorded) < Math.abs(best - recorded) ? at : best))
}
