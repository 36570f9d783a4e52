/** The lines that are always there: what this is, which clock it is, when it ends; and one line more when something is wrong. */
import { formatClock, formatDelta, formatMinute, formatTime } from './format.ts'
import { ends, join, lineWidth, span, text, type Line, type Tone } from './line.ts'
import type { Standing, ViewModel } from '../../core/view/model.ts'
import { wayBackLines } from './wayBack.ts'
import { plain } from './width.ts'

/** Less than this is neither late nor early. */
const ON_TIME_MS = 5000
/** A spread narrower than this is told with its seconds. */
const SECONDS_BELOW_MS = 10 * 60_000

/** In words and in shape: nobody takes a live run for a rehearsal. */
const BADGES: Readonly<Record<ViewModel['mode'], Line>> = {
  live: [span('█ LIVE █', 'plain', { bold: true, inverse: true })],
  rehearsal: [span('[REHEARSAL]', 'plain', { bold: true })],
  tabletop: [span('(TABLETOP)', 'plain', { bold: true })],
  simulation: [span('{SIMULATION}', 'plain', { bold: true })],
}

export function headerLines(model: ViewModel, width: number): Line[] {
  const { mode, title, environment, sha256 } = model
  const where = join([environment === null ? [] : text(environment, 'plain', { bold: true }), text(`#${sha256.slice(0, 8)}`, 'quiet')])
  return [ends([...BADGES[mode], span(` ${plain(title)}`, 'plain', { bold: true })], where, width), clockLine(model, width)]
}

function clockLine(model: ViewModel, width: number): Line {
  const { sequenceMs, wallMs, leftMs } = model
  const wall = leftMs === null ? text(`L+ ${formatClock(wallMs)}`) : leftMs >= 0 ? text(`L− ${formatClock(leftMs)}`) : text(`L+ ${formatClock(-leftMs)} past the window`, 'failed', { bold: true })
  const left = (back: Line): Line => join([text(`T+ ${formatClock(sequenceMs)}`, 'plain', { bold: true }), wall, model.degraded ? text('◑ degraded', 'late') : [], back])
  const [said = [], ...shorter] = model.wayBack ? wayBackLines(model.wayBack, model.nowWall) : []
  const [full, spreadless, wordless] = [etaParts(model, true, true), etaParts(model, false, true), etaParts(model, false, false)]
  // Until when one can go back counts for more than how wide the spread is.
  const forms = [[said, full], [said, spreadless], ...shorter.flatMap((short) => [[short, spreadless], [short, wordless]]), [[], spreadless], [[], wordless]].map(([back = [], eta = []]) => [left(back), eta] as const)
  const [first, last] = forms.find(([clocks, eta]) => lineWidth(clocks) + lineWidth(eta) + 2 <= width) ?? [left([]), wordless]
  return ends(first, last, width)
}

/** When it ends: with its spread and with its consequence in words where there is room, else `!` says that it is late. */
function etaParts(model: ViewModel, range: boolean, words: boolean): Line {
  const { eta, lateMs, bar } = model
  const late: Line = lateMs === null || model.end !== null ? [] : Math.abs(lateMs) < ON_TIME_MS ? text('on time', 'fine') : text(`${formatDelta(lateMs)} ${lateMs > 0 ? 'late' : 'early'}`, lateMs > 0 ? 'late' : 'fine')
  if (!eta) return late
  let tone: Tone = 'fine'
  let word = ''
  if (bar && eta.p50 > bar.endsAt) [tone, word] = ['failed', ' past the window']
  else if (bar && (eta.from === 'forecast' ? eta.p90 : eta.p50) > bar.endsAt - bar.safetyFloorMs) [tone, word] = ['late', ' in the safety floor']
  const precise = eta.from === 'forecast' && eta.p90 - eta.p10 < SECONDS_BELOW_MS ? formatTime : formatMinute
  const from = eta.from === 'forecast' ? (range ? ` (${precise(eta.p10)}–${precise(eta.p90)})` : '') : range ? ` by ${eta.from}` : ''
  return join([[span('ETA ', 'quiet'), span(formatTime(eta.p50), tone, { bold: true }), span(from, 'quiet'), span(words || word === '' ? word : ' !', tone)], late])
}

/** Nothing when all is well. */
export function standingLine(standing: Standing): Line | null {
  const names = (titles: readonly string[]): string => (titles.length === 0 ? '' : ` Waits for: ${titles.map(plain).join(', ')}.`)
  switch (standing.is) {
    case 'going':
      return null
    case 'held':
      return [span(`‖ ON HOLD ${formatClock(standing.forMs)}`, 'now', { bold: true }), span(standing.because === null ? '  Nothing new starts.' : `  ${plain(standing.because)}`)]
    case 'gap':
      return [span(`? GAP of ${formatClock(standing.ms)}`, 'late', { bold: true }), span('  Nobody drove the run. Was it work or an outage?')]
    case 'abandoning':
      return [span('■ ABANDONING', 'failed', { bold: true }), span(` ${names(standing.waitsFor)}`)]
    case 'stopped':
      return [span('■ STOPPED', 'failed', { bold: true }), span(`  ${plain(standing.because)}`)]
    default: {
      const { branch, is } = standing
      const rolling = branch.kind === 'rollback'
      return [span(rolling ? '◀ ROLLING BACK' : `↪ ${branch.kind.toUpperCase()}`, rolling ? 'rolling' : 'now', { bold: true }), span(`  ${plain(branch.title)}.${is === 'draining' ? names(standing.waitsFor) : ''}`)]
    }
  }
}
