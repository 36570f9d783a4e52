/** The system's notifications: what a run tells, each thing once, and a click leads to it. */
import { Notification } from 'electron'
import type { Alert, RunSummary } from '../contract/shapes/run.ts'
import type { RunWatch } from './runWatch.ts'

export interface NotifyOptions {
  readonly watch: RunWatch
  /** Does the person want them? */
  wanted(): Promise<boolean>
  /** It is on the screen already, before the person's eyes. */
  isSeen(run: string): boolean
  onClick(run: string): void
}

export function notifyOfAlerts({ watch, wanted, isSeen, onClick }: NotifyOptions): void {
  const told = new Set<string>()
  /** What is shown: a notification that nobody holds loses its click. */
  const shown = new Set<Notification>()

  watch.onAlert((alert, run) => {
    const key = `${run.run} ${alert.id}`
    if (told.has(key)) return
    told.add(key)
    if (!isSeen(run.run) && Notification.isSupported()) void show(alert, run)
  })

  async function show(alert: Alert, run: RunSummary): Promise<void> {
    if (!(await wanted())) return
    const notification = new Notification({ title: titleOf(run), body: alert.text, urgency: alert.tone === 'failed' || alert.tone === 'rolling' ? 'critical' : 'normal' })
    const forget = (): void => void shown.delete(notification)
    shown.add(notification)
    notification.on('click', () => {
      forget()
      onClick(run.run)
    })
    notification.on('close', forget)
    notification.show()
  }
}

/** The mode first: nobody may take a rehearsal for the night itself. */
function titleOf({ title, live, mode }: RunSummary): string {
  return `${live ? 'LIVE' : mode === 'tabletop' ? 'Tabletop' : 'Rehearsal'} · ${title}`
}
