/** What a run is given at its start: an environment, inputs, secrets. Everything that does not fit is told before anything starts. */
import { RE2JS } from 're2js'
import { RunthroughError } from '../core/errors.ts'
import type { Environment, Runbook } from '../core/runbook/model.ts'
import type { Values } from '../core/runbook/substitute.ts'
import { allSteps } from '../core/runbook/model.ts'
import type { Mode } from '../core/run/events.ts'

/** @throws RunthroughError `unknown-environment`, `environment-live`, `live-refused` */
export function environmentFor(runbook: Runbook, mode: Mode, name: string | undefined, confirm: string | undefined): Environment | null {
  const names = Object.keys(runbook.environments)
  if (name === undefined) {
    if (mode === 'tabletop') return null
    throw new RunthroughError('unknown-environment', 'No environment was named.', `Say --env ${names.join(' or --env ')}.`)
  }
  const environment = Object.hasOwn(runbook.environments, name) ? runbook.environments[name] : undefined
  if (!environment) throw new RunthroughError('unknown-environment', `${runbook.id} has no environment "${name}".`, `It has ${names.join(', ') || 'none'}.`)
  if (mode === 'rehearsal' && environment.live) throw new RunthroughError('environment-live', `${name} is live: nothing is rehearsed against it.`, `Rehearse against ${names.filter((other) => !runbook.environments[other]?.live).join(' or ') || 'another environment'}, or go live with: runthrough live`)
  if (mode === 'live') {
    if (!environment.live) throw new RunthroughError('live-refused', `${name} is not a live environment.`, 'Rehearse against it with: runthrough rehearse')
    if (confirm !== runbook.id) throw new RunthroughError('live-refused', 'A live run wants the runbook\'s id typed by its captain.', `Confirm with: --confirm ${runbook.id}`)
  }
  return environment
}

/** @throws RunthroughError `bad-input` */
export function inputsFor(runbook: Runbook, given: Readonly<Record<string, string>>): Record<string, string> {
  const unknown = Object.keys(given).find((id) => !runbook.inputs.some((input) => input.id === id))
  if (unknown !== undefined) throw new RunthroughError('bad-input', `${runbook.id} has no input "${unknown}".`, `Its inputs are ${runbook.inputs.map(({ id }) => id).join(', ') || 'none'}.`)
  return Object.fromEntries(
    runbook.inputs.map((input) => {
      const value = given[input.id] ?? input.default
      if (value === undefined) throw new RunthroughError('bad-input', `The input ${input.id} (${input.title}) is missing.`, `Give it: --input ${input.id}=VALUE`)
      if (input.pattern !== undefined && !RE2JS.compile(input.pattern).matcher(value).find()) throw new RunthroughError('bad-input', `"${value}" does not fit ${input.id} (${input.title}).`, `It must match ${input.pattern}`)
      return [input.id, value]
    }),
  )
}

/** @throws RunthroughError `missing-secret` with all that are missing. */
export function secretsFor(environment: Environment | null, from: NodeJS.ProcessEnv): Record<string, string> {
  const names = environment?.secrets ?? []
  const missing = names.filter((name) => !from[name])
  if (missing.length > 0) throw new RunthroughError('missing-secret', `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set.`, `${environment?.id} wants ${missing.length > 1 ? 'these secrets' : 'this secret'} in the process environment.`)
  return Object.fromEntries(names.map((name) => [name, from[name] ?? '']))
}

/** Those that are set, for a run that starts nothing more but whose output is still redacted. */
export function secretsThere(environment: Environment | null, from: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries((environment?.secrets ?? []).flatMap((name) => (from[name] ? [[name, from[name]]] : [])))
}

export function valuesFor(environment: Environment | null, inputs: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>): Values {
  return { vars: environment?.vars ?? {}, inputs, secrets }
}

/** @throws RunthroughError `decision-unanswered`: nobody would answer. */
export function refuseUnanswered(runbook: Runbook): void {
  for (const { step } of allSteps(runbook)) {
    if (step.kind !== 'decision' || step.auto?.choose !== undefined) continue
    throw new RunthroughError('decision-unanswered', `${step.id} is a decision, and nobody is there to take it.`, `Add auto: { choose: ${Object.keys(step.outcomes)[0] ?? 'LABEL'} } to it, or run without --auto.`)
  }
}
