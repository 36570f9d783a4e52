/** A message to an audience: shown in a rehearsal, sent in a live run or where the rehearsal's comms are `test`. */
import type { Attempt, HttpRequest } from '../../core/ports.ts'
import type { AnnounceStep } from '../../core/runbook/model.ts'
import { substitute } from '../../core/runbook/substitute.ts'
import { ANY_SUCCESS } from './expect.ts'
import { ask } from './http.ts'
import type { StepRunnerOptions, Task } from './options.ts'
import { redactText } from './redact.ts'

export function willBeSent(options: StepRunnerOptions): boolean {
  return options.mode === 'live' || options.comms === 'test'
}

/** Throws where a value is missing or `beforeStart` objects. */
export function announce(step: AnnounceStep, task: Task): Attempt {
  const { options } = task
  task.beforeStart()
  const text = substitute(step.template, options.values)
  const told = redactText(text, task.secrets)
  const webhook = options.audiences[step.audience]?.webhook
  if (!willBeSent(options) || (webhook === undefined && options.mode === 'rehearsal')) {
    const cancel = options.clock.after(0, () => {
      show(false)
      task.finish({ outcome: 'done', message: 'Shown, not sent: this is a rehearsal.', told })
    })
    return { stop: () => undefined, detach: cancel }
  }
  if (webhook === undefined) throw new Error(`The audience “${step.audience}” has no webhook: tell them by hand, then mark the step done by hand.`)

  let over = false
  const asking = ask(post(substitute(webhook, options.values), text, step, task), options.clock, undefined, (verdict) => {
    over = true
    show(verdict.ok)
    if (verdict.ok) task.finish({ outcome: 'done', told })
    else task.finish({ outcome: 'failed', message: `The announcement was not accepted. ${verdict.message ?? ''}` })
  })
  return {
    stop() {
      if (over) return
      over = true
      asking.stop()
      options.clock.after(0, () => task.finish({ outcome: 'stopped', message: 'Stopped while it was being sent: it may have arrived.' }))
    },
    detach: () => asking.stop(),
  }

  function show(sent: boolean): void {
    task.signal({ type: 'announcement', audience: step.audience, text: told, sent })
  }
}

/** Nobody may take a rehearsal for the night itself, so the mode stands in the text, whatever the receiver shows of the rest. */
function post(url: string, text: string, step: AnnounceStep, { options, work }: Task): HttpRequest {
  const word = options.mode === 'live' ? 'LIVE' : 'REHEARSAL'
  const body = { text: `[${word}] ${text}`, mode: options.mode, audience: step.audience, run: work.run, step: step.id, attempt: work.attempt, ...options.about }
  return {
    kind: 'http',
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    expect: { status: ANY_SUCCESS, json: {}, header: {} },
  }
}
