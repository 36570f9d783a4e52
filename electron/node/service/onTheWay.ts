/** The rollback's link is good for the steps of the way back while that is walked, and for no other: where the run stands decides. */
import { admits, COMMAND_ROLES, type Command } from '../../contract/command.ts'
import { ContractError } from '../../contract/errors.ts'
import type { Role } from '../../contract/roles.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { contextOf } from '../../core/machine/judge.ts'
import type { RunState } from '../../core/run/state.ts'

interface Run {
  readonly compiled: CompiledMachine
  readonly state: RunState
}

/** @throws ContractError `forbidden` */
export function refuseOffTheWay(role: Role, command: Command, { compiled, state }: Run): void {
  if (COMMAND_ROLES[command.do].includes(role)) return
  const branch = 'step' in command && command.step !== undefined ? compiled.layout.find(command.step)?.branch : undefined
  if (admits(role, command.do) && branch?.kind === 'rollback' && contextOf(state.snapshot).plan === branch.id) return
  throw new ContractError({
    code: 'forbidden',
    message: `This link is for the role ${role}, which may do this (${command.do}) on steps of the way back alone, while that is walked. Nothing was done.`,
    hint: 'Ask the captain or an operator to do it.',
  })
}

/** Before the rollback its start takes the run up by itself. @throws ContractError `forbidden` */
export function refuseUnlessGoingBack(role: Role, { compiled, state }: Run): void {
  const { plan } = contextOf(state.snapshot)
  if (role === 'captain' || compiled.layout.runbook.branches.some(({ id, kind }) => id === plan && kind === 'rollback')) return
  throw new ContractError({ code: 'forbidden', message: `This link is for the role ${role}, which may take a run up only on its way back. Nothing was done.`, hint: 'Start the rollback: that takes the run up. Or ask the captain to resume it.' })
}
