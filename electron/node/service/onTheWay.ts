/** The rollback's link is good for the steps of the way back while that is walked, and for no other: where the run stands decides. */
import { admits, COMMAND_ROLES, type Command } from '../../contract/command.ts'
import { ContractError } from '../../contract/errors.ts'
import type { Role } from '../../contract/roles.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { contextOf } from '../../core/machine/judge.ts'
import type { RunState } from '../../core/run/state.ts'

/** @throws ContractError `forbidden` */
export function refuseOffTheWay(role: Role, command: Command, { compiled, state }: { readonly compiled: CompiledMachine; readonly state: RunState }): void {
  if (COMMAND_ROLES[command.do].includes(role)) return
  const branch = 'step' in command && command.step !== undefined ? compiled.layout.find(command.step)?.branch : undefined
  if (admits(role, command.do) && branch?.kind === 'rollback' && contextOf(state.snapshot).plan === branch.id) return
  throw new ContractError({
    code: 'forbidden',
    message: `This link is for the role ${role}, which may do this (${command.do}) on steps of the way back alone, while that is walked. Nothing was done.`,
    hint: 'Ask the captain or an operator to do it.',
  })
}
