/** Who may ask for what: every role against everything that there is. */
import { expect, test } from 'vitest'
import { METHODS, STREAMS, type MethodName, type StreamName } from '../../../electron/contract/api.ts'
import type { Command } from '../../../electron/contract/command.ts'
import { ROLES } from '../../../electron/contract/roles.ts'
import type { OpenRoad } from '../road.ts'
import { COMMANDS, INPUTS, MAY, STREAM_INPUTS } from '../samples.ts'
import { REACHED } from '../steerable.ts'
import { served } from './support.ts'

export function describeRoles(openRoad: OpenRoad): void {
  for (const role of ROLES) {
    const may = MAY[role]

    test(`the role ${role} may ask for exactly what the table says: ${may.methods.length} methods, ${may.streams.length} streams, ${may.commands.length} commands`, async () => {
      const { talk, steer } = await served(openRoad, { role })
      const one = await talk()
      let id = 0
      const verdict = (error: { readonly code: string; readonly message: string } | undefined): 'may' | 'may not' | string =>
        error?.message === REACHED ? 'may' : error?.code === 'forbidden' ? 'may not' : `${error?.code}: ${error?.message}`
      const ask = async (method: string, input: unknown): Promise<string> => {
        const answer = await one.call((id += 1), method, input)
        return answer.t === 'no' ? verdict(answer.error) : 'answered'
      }

      const methods: Record<string, string> = {}
      for (const name of Object.keys(METHODS).filter((each) => each !== 'run.command') as MethodName[]) methods[name] = await ask(name, INPUTS[name])
      expect(methods).toEqual(Object.fromEntries(Object.keys(methods).map((name) => [name, may.methods.includes(name as MethodName) ? 'may' : 'may not'])))

      const commands: Record<string, string> = {}
      for (const [name, command] of Object.entries(COMMANDS)) commands[name] = await ask('run.command', { run: 'r', command })
      expect(commands).toEqual(Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, may.commands.includes(name as Command['do']) ? 'may' : 'may not'])))

      steer.opens = (sink) => {
        sink.over()
        return { close: () => undefined, refresh: () => undefined }
      }
      const streams: Record<string, string> = {}
      for (const name of Object.keys(STREAMS) as StreamName[]) {
        one.send({ t: 'open', id: (id += 1), stream: name, input: STREAM_INPUTS[name] })
        const { error } = await one.frame('over', (frame) => frame.id === id)
        streams[name] = error === undefined ? 'may' : verdict(error)
      }
      expect(streams).toEqual(Object.fromEntries(Object.keys(STREAMS).map((name) => [name, may.streams.includes(name as StreamName) ? 'may' : 'may not'])))
      // What was refused never reached anybody.
      expect(steer.asked).toHaveLength([...Object.values(methods), ...Object.values(commands), ...Object.values(streams)].filter((each) => each === 'may').length)
    })
  }

  test('a role is refused before its input is looked at: it learns nothing from the answer', async () => {
    const { talk } = await served(openRoad, { role: 'observer' })
    const one = await talk()
    expect(await one.call(1, 'trust.approve', { nonsense: true })).toMatchObject({ t: 'no', error: { code: 'forbidden' } })
  })
}
