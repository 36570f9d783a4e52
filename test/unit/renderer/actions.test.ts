/** What a person can do now is what the run takes and what his role may ask; what is grave is asked, held or typed. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMMAND_ROLES, Command } from '../../../electron/contract/command.ts'
import { ROLES } from '../../../electron/contract/roles.ts'
import { RunVerb, StepVerb } from '../../../electron/contract/shapes/run.ts'
import { gapActions, may, rareActions, rollbackAction, runActions, stepActions, type Action } from '../../../renderer/screens/console/actions/actions.ts'
import { firstProblem, problemOf, trimmed, type Prompt } from '../../../renderer/screens/console/actions/prompt.ts'
import { crossingPrompt, holdPrompt, rollbackPrompt, startPrompt, votePrompt } from '../../../renderer/screens/console/actions/prompts.ts'
import { realEnd } from '../../../renderer/screens/console/actions/realEnd.ts'
import { amendPrompt, branchPrompt, gotoPrompt, recyclePrompt } from '../../../renderer/screens/console/actions/wayPrompts.ts'
import { aPresent, aRun, aStep, AT, MINUTE } from './runs.ts'

const CHOICES = { earlier: ['a'], notEarlier: null, ended: [{ step: 'a', attempt: 1, startedAt: AT, endedAt: AT + MINUTE }], gotos: ['b'], injects: ['fire'] }
const branch = { id: 'back', title: 'Back to v1', kind: 'rollback', authorise: 'captain', call: null, loses: '12 orders', measured: false, automatic: false, ends: 'rolled back' } as const
const all = (state: ReturnType<typeof aRun>, role: (typeof ROLES)[number]): Action[] => [
  ...state.now.present.flatMap((present) => stepActions(state, present, role)), ...runActions(state, role), ...rareActions(state, role), ...gapActions(state, role), ...[rollbackAction(state, role) ?? []].flat(),
]

/** Answers with which its command can be given. */
function answered({ asks }: Prompt): Record<string, string> {
  return Object.fromEntries(asks.map((ask) => [ask.id, ask.kind === 'choice' ? (ask.options[0]?.value ?? '') : ask.id === 'end' ? '-10s' : 'because']))
}

test('whatever the run takes and the role may ask is offered, and nothing else', () => {
  fc.assert(
    fc.property(fc.subarray([...StepVerb.options]), fc.subarray([...RunVerb.options]), fc.constantFrom(...ROLES), (step, run, role) => {
      const state = aRun({ fixed: { branches: [branch] }, now: { present: [aPresent('a', { can: step, branches: ['back'] })], can: { run, rollback: { branch: 'back', title: 'Back', firstStep: 'b' }, whyNoRollback: null, releaseOver: [] } } })
      const offered = all(state, role).map(({ id }) => (id.startsWith('gap') ? 'gap' : id))
      const allowed = [...step.filter((verb) => verb !== 'choose' && verb !== 'vote'), ...run].filter((verb) => COMMAND_ROLES[verb].includes(role))
      expect([...new Set(offered)].sort()).toEqual([...new Set(allowed)].sort())
    }),
  )
})

test('every command that can be given is one that the contract knows', () => {
  const state = aRun({ fixed: { branches: [branch] }, now: { present: [aPresent('a', { can: [...StepVerb.options], branches: ['back'] })], can: { run: [...RunVerb.options], rollback: { branch: 'back', title: 'Back', firstStep: 'b' }, whyNoRollback: null, releaseOver: [] } } })
  for (const { then } of all(state, 'captain')) {
    const prompt = then.do === 'ask' ? then.prompt : then.do === 'look-up' ? then.prompt(CHOICES, AT + 10 * MINUTE) : null
    const command = prompt ? prompt.command(trimmed(prompt, answered(prompt))) : then.do === 'command' ? then.command : null
    expect(Command.safeParse(command).success, JSON.stringify(command)).toBe(true)
    if (prompt) expect(firstProblem(prompt, answered(prompt)), prompt.title).toBeNull()
  }
})

test('no letter means two things at the same time, and what is grave has none', () => {
  fc.assert(
    fc.property(fc.subarray([...StepVerb.options]), fc.boolean(), (step, held) => {
      const state = aRun({ now: { present: [aPresent('a', { can: held ? step.filter((verb) => verb !== 'start') : step })], can: { run: held ? ['release', 'undo', 'rollback', 'abandon'] : ['hold', 'undo', 'rollback', 'abandon'], rollback: null, whyNoRollback: null, releaseOver: [] } } })
      const actions = all(state, 'captain')
      const keys = actions.flatMap(({ keys: key }) => key ?? [])
      expect(new Set(keys).size).toBe(keys.length)
      for (const { id, keys: key, then } of actions) if (id === 'rollback' || id === 'accept' || id === 'abandon') expect([key, then.do === 'ask' && then.prompt.word]).toEqual([null, id === 'abandon' ? 'abandon' : 'rollback'])
    }),
  )
})

test('the most fitting action is the primary one; calling a program off never is', () => {
  const of = (can: readonly StepVerb[]) => stepActions(aRun(), aPresent('a', { can: [...can] }), 'captain')
  expect(of(['done', 'fail', 'skip'])[0]).toMatchObject({ id: 'done', tone: 'primary' })
  expect(of(['fail', 'retry', 'skip']).map(({ id, tone }) => [id, tone])).toEqual([['retry', 'primary'], ['fail', 'plain'], ['skip', 'plain']])
  expect(of(['fail']).map(({ label, tone }) => [label, tone])).toEqual([['Call off …', 'plain']])
  expect(of(['accept', 'skip'])[0]).toMatchObject({ id: 'accept', tone: 'rolling' })
})

test('what warns, and the point of no return, is read before it is started', () => {
  const start = (changes: Parameters<typeof aStep>[1]) => stepActions(aRun({ steps: [aStep('a', changes)] }), aPresent('a', { can: ['start'] }), 'captain')[0]?.then
  expect(start({})).toMatchObject({ do: 'command', command: { do: 'start', step: 'a' } })
  expect(start({ warning: 'It is loud.' })).toMatchObject({ do: 'ask', prompt: { notes: ['Warning: It is loud.'] } })
  expect(start({ pointOfNoReturn: true })).toMatchObject({ do: 'ask' })
  expect(startPrompt(aStep('a', { warning: 'w', pointOfNoReturn: true })).notes).toHaveLength(2)
})

test('Done takes what was filled in, and says what is still wanted', () => {
  const state = aRun({ steps: [aStep('a', { fields: [{ id: 'count', title: 'How many?', pattern: null, required: true }, { id: 'odd', title: 'Anything odd?', pattern: null, required: false }] })] })
  const done = (fields: Record<string, string>) => stepActions(state, aPresent('a', { can: ['done'] }), 'captain', fields)[0]
  expect(done({})?.why).toBe('Fill in first: How many?')
  expect(done({ count: ' 12 ', odd: ' ' })).toMatchObject({ why: null, then: { command: { do: 'done', step: 'a', fields: { count: '12' } } } })
})

test('a reason is wanted where it is, and is not where it is not', () => {
  expect(firstProblem(holdPrompt, { reason: '  ' })).toContain('wanted')
  expect(firstProblem(votePrompt(aStep('a'), 'dba', 'go-with-risk'), {})).toContain('wanted')
  expect(firstProblem(votePrompt(aStep('a'), 'dba', 'no-go'), {})).toBeNull()
  expect(votePrompt(aStep('a'), 'dba', 'no-go').command({})).toEqual({ do: 'vote', step: 'a', role: 'dba', vote: 'no-go' })
  expect(firstProblem(crossingPrompt(aStep('a')), { took: 'no', second: '' })).toContain('wanted')
})

test('what a rollback costs and who authorises it is read before it is held', () => {
  expect(rollbackPrompt(branch).notes.join(' ')).toMatch(/12 orders.*captain/)
  expect(rollbackPrompt(branch, 'a').command({ reason: 'r' })).toEqual({ do: 'accept', step: 'a', reason: 'r' })
  expect(rollbackPrompt(branch).command({ reason: 'r' })).toEqual({ do: 'rollback', reason: 'r' })
})

test('ways out offer what the host found, and nothing that it did not', () => {
  const { steps } = aRun()
  const values = (prompt: Prompt) => prompt.asks.flatMap((ask) => (ask.kind === 'choice' ? ask.options.map(({ value }) => value) : []))
  expect(values(gotoPrompt(aStep('a'), steps, CHOICES))).toEqual(['b'])
  expect(values(recyclePrompt(steps, CHOICES))).toEqual(['a'])
  expect(recyclePrompt(steps, { ...CHOICES, earlier: [], notEarlier: 'The point of no return was crossed.' }).notes).toContain('The point of no return was crossed.')
  expect(values(branchPrompt(aStep('a'), [branch]))).toEqual(['back'])
})

test('an amended end lies between its start and now', () => {
  const prompt = amendPrompt(aRun().steps, CHOICES, AT + 2 * MINUTE)
  const end = prompt.asks[1]
  const problem = (text: string): string | null => (end ? problemOf(end, { step: '1 a', end: text }) : 'there is no such question')
  expect(problem('-30s')).toBeNull()
  expect(problem('-2m')).toContain('before it started')
  expect(problem('+2m')).toContain('still to come')
  expect(problem('soon')).toContain('Say it as')
  expect(prompt.command({ step: '1 a', end: '-30s', reason: 'r' })).toEqual({ do: 'amend', step: 'a', attempt: 1, endedAt: AT + MINUTE / 2, reason: 'r' })
})

test('a clock time is the nearest one, also across midnight; a shift counts from the recorded end', () => {
  const recorded = new Date(2026, 9, 25, 0, 5).getTime()
  expect(realEnd('23:58', recorded)).toBe(new Date(2026, 9, 24, 23, 58).getTime())
  expect(realEnd('0:04:30', recorded)).toBe(recorded - 30_000)
  expect(realEnd('−1h 2m 3s', recorded)).toBe(recorded - 3_723_000)
  expect(realEnd('24:00', recorded)).toBeNull()
  expect(realEnd('-', recorded)).toBeNull()
})

test('who may do nothing is offered nothing', () => {
  expect(may(null, 'note')).toBe(false)
  expect(may('rollback', 'accept')).toBe(true)
})
