/** The wizard of a new run: which pages it asks, what it keeps, what it refuses, and where a "no" of the host is mended. */
import { describe, expect, it } from 'vitest'
import { createActor, waitFor } from 'xstate'
import type { Input } from '../../../electron/contract/api.ts'
import { ContractError, type WireCode } from '../../../electron/contract/errors.ts'
import type { PlanEnvironment, TrustView } from '../../../electron/contract/shapes/plan.ts'
import { inputProblem, problemsOf } from '../../../renderer/screens/newRun/check.ts'
import { firstChoices, pagesOf, startInput, whyNotEnvironment, type RunPlan } from '../../../renderer/screens/newRun/choices.ts'
import { canGo, newRunFor, type NewRunActors } from '../../../renderer/screens/newRun/newRunMachine.ts'
import { bookOfFile } from '../graph/book.ts'

const SHA = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)
const local: PlanEnvironment = { id: 'local', grade: 1, live: false, vars: {}, secrets: [], comms: 'shown', identity: false }
const production: PlanEnvironment = { ...local, id: 'production', grade: 3, live: true }
const trustView: TrustView = { file: '/books/tour.yaml', trustSha256: 'c'.repeat(64), trusted: false, commands: [], environments: [], audiences: [], files: [] }

const planOf = (changes: Partial<RunPlan> = {}, book: Partial<RunPlan['book']> = {}): RunPlan => ({
  file: '/books/tour.yaml',
  sha256: SHA,
  trusted: true,
  notReady: [],
  book: {
    id: 'tour',
    steps: bookOfFile('runbooks/tour.yaml').steps,
    environments: [local, production],
    inputs: [{ id: 'rows', title: 'Rows to count', pattern: '^\\d{3,7}$', default: '200000' }],
    injects: ['no-answer', 'wrong-count'],
    unanswered: [],
    ...book,
  },
  ...changes,
})

function wizard({ plan = planOf(), mode = null, ...host }: Partial<NewRunActors> & { plan?: RunPlan; mode?: 'tabletop' | 'rehearsal' | 'live' | null } = {}) {
  const started: Input<'run.start'>[] = []
  const approved: Input<'trust.approve'>[] = []
  const machine = newRunFor({
    readTrust: () => Promise.resolve(trustView),
    approve: (asked) => Promise.resolve(void approved.push(asked)),
    start: (asked) => Promise.resolve((started.push(asked), 'run-1')),
    ...host,
  })
  const actor = createActor(machine, { input: { plan, mode } })
  actor.start()
  const page = (): string => {
    const { value } = actor.getSnapshot()
    return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '')
  }
  return { actor, page, started, approved, context: () => actor.getSnapshot().context }
}

const no = (code: WireCode) => () => Promise.reject(new ContractError({ code, message: 'No.', hint: 'Do something.' }))

describe('the pages', () => {
  it('of a tabletop ask for no environment and no approval', () => {
    const plan = planOf({ trusted: false })
    expect(pagesOf(firstChoices(plan, 'tabletop'), plan)).toEqual(['mode', 'inputs', 'options', 'summary'])
  })

  it('of a rehearsal ask for an approval where there is none', () => {
    expect(pagesOf(firstChoices(planOf(), 'rehearsal'), planOf())).toEqual(['mode', 'environment', 'inputs', 'options', 'summary'])
    const untrusted = planOf({ trusted: false })
    expect(pagesOf(firstChoices(untrusted, 'rehearsal'), untrusted)).toContain('trust')
  })

  it('of a live run ask for the runbook\'s id, and for no options', () => {
    expect(pagesOf(firstChoices(planOf(), 'live'), planOf())).toEqual(['mode', 'environment', 'inputs', 'confirm', 'summary'])
  })

  it('leave out inputs where the runbook has none', () => {
    const plan = planOf({}, { inputs: [] })
    expect(pagesOf(firstChoices(plan, 'tabletop'), plan)).not.toContain('inputs')
  })
})

describe('the wizard', () => {
  it('begins with the mode, or behind it where the address names one', () => {
    expect(wizard().page()).toBe('mode')
    expect(wizard({ mode: 'rehearsal' }).page()).toBe('environment')
    expect(wizard({ mode: 'tabletop' }).page()).toBe('inputs')
    expect(wizard({ mode: 'tabletop', plan: planOf({}, { inputs: [] }) }).page()).toBe('options')
  })

  it('stays with the mode where the address names one that can not be had, and says why', () => {
    const { page, context } = wizard({ mode: 'live', plan: planOf({ notReady: ['It was never rehearsed.'] }) })
    expect(page()).toBe('mode')
    expect(context().tried).toEqual(['mode'])
    expect(problemsOf('mode', context().choices, context().plan)).toEqual({ mode: 'Not ready to go live. It was never rehearsed.' })
  })

  it('takes the only environment that fits, and lets the person choose among several', () => {
    expect(wizard({ mode: 'rehearsal' }).context().choices.environment).toBe('local')
    expect(wizard({ mode: 'live' }).context().choices.environment).toBe('production')
    const plan = planOf({}, { environments: [local, { ...local, id: 'staging' }] })
    expect(wizard({ mode: 'rehearsal', plan }).context().choices.environment).toBeNull()
  })

  it('goes no further while something on the page is wrong, and says what', () => {
    const { actor, page, context } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'NEXT' })
    actor.send({ type: 'INPUT', id: 'rows', value: 'many' })
    actor.send({ type: 'NEXT' })
    expect(page()).toBe('inputs')
    expect(context().tried).toContain('inputs')
    expect(problemsOf('inputs', context().choices, context().plan)).toEqual({ rows: 'This does not fit: it must match ^\\d{3,7}$' })
  })

  it('keeps what was typed when it goes back, and when the mode changes', () => {
    const { actor, page, context } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'NEXT' })
    actor.send({ type: 'INPUT', id: 'rows', value: '500' })
    actor.send({ type: 'NEXT' })
    actor.send({ type: 'OPTIONS', options: { auto: true, rollbackAt: 'knock', injects: ['no-answer'] } })
    actor.send({ type: 'BACK' })
    actor.send({ type: 'BACK' })
    actor.send({ type: 'BACK' })
    expect(page()).toBe('mode')
    actor.send({ type: 'MODE', mode: 'tabletop' })
    expect(context().choices).toMatchObject({ mode: 'tabletop', environment: null, inputs: { rows: '500' }, auto: false, injects: [], rollbackAt: 'knock' })
    actor.send({ type: 'MODE', mode: 'live' })
    expect(context().choices).toMatchObject({ environment: 'production', rollbackAt: null })
  })

  it('lets nobody go past a page that is not in order', () => {
    const { actor, page, context } = wizard({ mode: 'live' })
    expect(canGo(context(), 'summary')).toBe(false)
    actor.send({ type: 'GO', page: 'summary' })
    expect(page()).toBe('environment')
    actor.send({ type: 'CONFIRM', text: 'tour' })
    expect(canGo(context(), 'summary')).toBe(true)
    actor.send({ type: 'GO', page: 'summary' })
    expect(page()).toBe('summary')
  })

  it('starts with the bytes that were seen, and only with what belongs to the mode', async () => {
    const { actor, started } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'GO', page: 'summary' })
    actor.send({ type: 'START' })
    await waitFor(actor, ({ status }) => status === 'done')
    expect(started).toEqual([{ file: '/books/tour.yaml', sha256: SHA, mode: 'rehearsal', environment: 'local', inputs: { rows: '200000' } }])
    expect(actor.getSnapshot().context.run).toBe('run-1')
  })

  it('asks for the approval before anything that executes, and goes on once it is given', async () => {
    const { actor, page, approved, context } = wizard({ mode: 'rehearsal', plan: planOf({ trusted: false }) })
    expect(canGo(context(), 'summary')).toBe(false)
    actor.send({ type: 'GO', page: 'trust' })
    await waitFor(actor, (state) => state.matches({ trust: 'shown' }))
    actor.send({ type: 'NEXT' })
    expect(page()).toBe('trust')
    actor.send({ type: 'APPROVE' })
    await waitFor(actor, (state) => state.matches('summary'))
    expect(approved).toEqual([{ file: '/books/tour.yaml', trustSha256: trustView.trustSha256 }])
  })

  it('shows anew what an approval would cover where the host says that it is something else now', async () => {
    const { actor, context } = wizard({ mode: 'rehearsal', plan: planOf({ trusted: false }), approve: no('untrusted') })
    actor.send({ type: 'GO', page: 'trust' })
    await waitFor(actor, (state) => state.matches({ trust: 'shown' }))
    actor.send({ type: 'APPROVE' })
    await waitFor(actor, (state) => state.matches({ trust: 'unread' }))
    expect(context().failure?.page).toBe('trust')
    expect(context().trust).toBeNull()
    actor.send({ type: 'READ_AGAIN' })
    await waitFor(actor, (state) => state.matches({ trust: 'shown' }))
    expect(context().failure).toBeNull()
  })

  it.each([
    ['missing-secret', 'environment'],
    ['identity-failed', 'environment'],
    ['bad-input', 'inputs'],
    ['unknown-step', 'options'],
    ['decision-unanswered', 'options'],
    ['script-changed', 'trust'],
    ['untrusted', 'trust'],
    ['disk-full', 'summary'],
    ['invalid-runbook', 'summary'],
    ['disconnected', 'summary'],
  ] as const)('leads to the page that can mend %s: %s', async (code, where) => {
    const { actor, page, context } = wizard({ mode: 'rehearsal', start: no(code) })
    actor.send({ type: 'GO', page: 'summary' })
    actor.send({ type: 'START' })
    await waitFor(actor, ({ context: { failure } }) => failure !== null)
    expect(page()).toBe(where)
    expect(context().failure).toMatchObject({ page: where, error: { code } })
  })

  it('leads to the id that has to be typed where a live run is refused', async () => {
    const { actor, page } = wizard({ mode: 'live', start: no('live-refused') })
    actor.send({ type: 'CONFIRM', text: 'tour' })
    actor.send({ type: 'GO', page: 'summary' })
    actor.send({ type: 'START' })
    await waitFor(actor, ({ context: { failure } }) => failure !== null)
    expect(page()).toBe('confirm')
  })
})

describe('a file that changes meanwhile', () => {
  it('holds everything until somebody has taken note, and keeps what still fits', () => {
    const { actor, page, context, started } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'INPUT', id: 'rows', value: '500' })
    actor.send({ type: 'GO', page: 'summary' })
    actor.send({ type: 'PLAN', plan: planOf({ sha256: OTHER }, { inputs: [...planOf().book.inputs, { id: 'port', title: 'Port', pattern: '^\\d+$', default: '80' }] }) })
    expect(context().changed).toBe(true)
    actor.send({ type: 'START' })
    expect(page()).toBe('summary')
    expect(started).toEqual([])
    actor.send({ type: 'SEEN' })
    expect(context().choices.inputs).toEqual({ rows: '500', port: '80' })
    expect(startInput(context().choices, context().plan).sha256).toBe(OTHER)
  })

  it('asks for its approval again, and leads there', () => {
    const { actor, page } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'GO', page: 'summary' })
    actor.send({ type: 'PLAN', plan: planOf({ sha256: OTHER, trusted: false }) })
    actor.send({ type: 'SEEN' })
    expect(page()).toBe('trust')
  })

  it('wants the id typed again', () => {
    const { actor, context } = wizard({ mode: 'live' })
    actor.send({ type: 'CONFIRM', text: 'tour' })
    actor.send({ type: 'PLAN', plan: planOf({ sha256: OTHER }) })
    expect(context().choices.confirm).toBe('')
  })

  it('is no change where only its approval or its history is another one', () => {
    const { actor, context } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'PLAN', plan: planOf({ trusted: false }) })
    expect(context().changed).toBe(false)
    expect(context().plan.trusted).toBe(false)
  })

  it('leaves a page that asks nothing any more', () => {
    const { actor, page } = wizard({ mode: 'rehearsal' })
    actor.send({ type: 'NEXT' })
    expect(page()).toBe('inputs')
    actor.send({ type: 'PLAN', plan: planOf({ sha256: OTHER }, { inputs: [] }) })
    expect(page()).toBe('options')
  })
})

describe('what can be chosen', () => {
  it('is no live environment for a rehearsal, no other one for a live run, and none whose secrets are missing', () => {
    expect(whyNotEnvironment(production, 'rehearsal')).toMatch(/nothing is ever rehearsed/)
    expect(whyNotEnvironment(local, 'live')).toMatch(/not live/)
    expect(whyNotEnvironment({ ...local, secrets: [{ name: 'HOOK', set: false }, { name: 'KEY', set: true }] }, 'rehearsal')).toMatch(/^HOOK is not set/)
    expect(whyNotEnvironment(local, 'rehearsal')).toBeNull()
  })

  it('is no unattended rehearsal where a decision has no answer', () => {
    const plan = planOf({}, { unanswered: ['which-way'] })
    const choices = { ...firstChoices(plan, 'rehearsal'), auto: true }
    expect(problemsOf('options', choices, plan)['auto']).toMatch(/which-way is a decision without an answer/)
  })

  it('is no input that its pattern does not find, whatever JavaScript would say of the pattern', () => {
    expect(inputProblem({ id: 'a', title: 'A', pattern: '(?i)^yes$', default: null }, 'YES')).toBeNull()
    expect(inputProblem({ id: 'a', title: 'A', pattern: '^(yes|no)$', default: 'yes' }, 'perhaps')).toMatch(/must match/)
    expect(inputProblem({ id: 'a', title: 'A', pattern: null, default: null }, '')).toBe('A is missing.')
    expect(inputProblem({ id: 'a', title: 'A', pattern: null, default: '' }, '')).toBeNull()
  })
})
