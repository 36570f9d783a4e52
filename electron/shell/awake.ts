/** Keeps the screen on while a live run is driven on this machine, and never else: a captain must see the clock without touching it. */
import { powerSaveBlocker } from 'electron'
import type { RunWatch } from './runWatch.ts'

export function keepAwake(watch: RunWatch): void {
  let blocker: number | undefined
  watch.onOpen((runs) => {
    const isLive = runs.some(({ live }) => live)
    if (isLive && blocker === undefined) blocker = powerSaveBlocker.start('prevent-display-sleep')
    else if (!isLive && blocker !== undefined) {
      powerSaveBlocker.stop(blocker)
      blocker = undefined
    }
  })
}
