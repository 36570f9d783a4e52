/** What an owner fills in at a manual step. */
import { RE2JS } from 're2js'
import { RunthroughError } from '../errors.ts'
import type { ManualStep } from '../runbook/model.ts'

/** @throws RunthroughError `bad-input` where a required field is missing, unknown, or does not match its pattern. */
export function checkFields(step: ManualStep, given: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const unknown = Object.keys(given).find((id) => !step.fields.some((field) => field.id === id))
  if (unknown !== undefined) throw new RunthroughError('bad-input', `${step.id} has no field "${unknown}".`, `Its fields are ${step.fields.map((field) => field.id).join(', ') || 'none'}.`)
  for (const field of step.fields) {
    const value = given[field.id] ?? ''
    if (value === '' && field.required) throw new RunthroughError('bad-input', `${step.id} wants "${field.title}" filled in.`, `Give ${field.id}=VALUE.`)
    if (value !== '' && field.pattern !== undefined && !RE2JS.matches(field.pattern, value)) throw new RunthroughError('bad-input', `"${value}" does not fit "${field.title}".`, `It must match ${field.pattern}`)
  }
  return step.fields.length > 0 ? { ...given } : undefined
}
