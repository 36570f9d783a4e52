/** One runbook in full before anything runs. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { METHODS } from '../../../electron/contract/api.ts'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import { temporaryFolder } from '../store/support.ts'
import { EXAMPLES, shelf, smallBook, writeBook, type Shelf } from './support.ts'

const { signal } = new AbortController()
const KITCHEN_SINK = fileURLToPath(new URL('../../fixtures/good/kitchen-sink.yaml', import.meta.url))

const ask = (auto: string): string => `      - { step: ask, kind: decision, planned: 1m, owner: captain, outcomes: { yes: continue, no: hold }${auto} }\n`
const withAsk = (auto = ''): string => smallBook().replace('branches:\n', `${ask(auto)}branches:\n`)

async function planOf(its: Shelf, file: string): Promise<PlanView> {
  return METHODS.plan.output.parse(await its.methods.plan({ file: its.library.open(file) }, its.captain, signal))
}

test('a plan tells steps with place, work and forecast, and the machine that they make', async () => {
  const { book, entry, source, diagnostics, runs } = await planOf(shelf({ examples: EXAMPLES }), join(EXAMPLES, 'orders-cutover.yaml'))
  expect([entry.trusted, runs, source.includes('runbook: orders-cutover')]).toEqual([true, [], true])
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const { steps = [], graph, figures, phases = [] } = book ?? {}
  expect(steps.length).toBe(figures?.steps)
  expect(graph?.nodes.filter(({ kind }) => kind === 'step').map(({ id }) => id)).toEqual(expect.arrayContaining(steps.map(({ id }) => id)))
  expect(graph?.edges.some(({ event }) => event === 'ROLLBACK')).toBe(true)
  for (const step of steps) {
    expect(source.split('\n')[step.line - 1]).toContain(step.id)
    expect(step.branch === null ? phases.map(({ id }) => id) : [null]).toContain(step.phase)
  }
  const command = steps.find(({ kind, branch }) => kind === 'command' && branch === null)
  expect(command).toMatchObject({ executes: true, command: expect.stringContaining('node orders/'), takes: expect.anything(), starts: expect.anything(), times: [], n: 0 })
  expect(steps.filter(({ rollback }) => rollback.evidence === 'never').length).toBeGreaterThan(3)
  expect(steps.filter(({ rollback }) => rollback.latestSafeMs !== null)).toEqual([])
})

test('every kind of step tells what it asks of people, and where its outcomes lead', async () => {
  const { book } = await planOf(shelf(), KITCHEN_SINK)
  expect(book?.steps.length).toBeGreaterThan(10)
  const decision = book?.steps.find(({ kind }) => kind === 'decision')
  expect(decision?.outcomes.length).toBeGreaterThan(1)
  for (const { leads } of decision?.outcomes ?? []) expect(leads).toMatch(/^(goes on|goes to|rolls back|branches off|holds for)/)
  expect(book?.steps.find(({ kind }) => kind === 'gate')?.poll.length).toBeGreaterThan(0)
  expect(book?.branches.map(({ ends }) => ends)).toEqual(expect.arrayContaining(['rolled back']))
})

test('an environment tells which of its secrets are set here, never what they are', async () => {
  const its = shelf({ env: { TOKEN: 'hunter22' } })
  const view = await planOf(its, writeBook(temporaryFolder(), 'release.yaml'))
  expect(view.book?.environments).toMatchObject([{ id: 'local', secrets: [] }, { id: 'prod', live: true, secrets: [{ name: 'TOKEN', set: true }] }])
  expect(JSON.stringify(view)).not.toContain('hunter22')
})

test('a file that does not compile has a plan of its diagnostics by line', async () => {
  const view = await planOf(shelf(), writeBook(temporaryFolder(), 'release.yaml', smallBook().replace('kind: command', 'kind: comand')))
  expect(view.book).toBeNull()
  const [first] = view.diagnostics
  expect(first?.severity).toBe('error')
  expect(view.source.split('\n')[(first?.line ?? 0) - 1]).toContain('comand')
})

test('a plan is of the file as it stands now, not as the library last saw it', async () => {
  const its = shelf()
  const file = writeBook(temporaryFolder(), 'release.yaml')
  await planOf(its, file)
  writeFileSync(file, smallBook('small', { title: 'Newer' }))
  const view = await its.methods.plan({ file }, its.captain, signal)
  expect([view.entry.runbook?.title, view.book?.title]).toEqual(['Newer', 'Newer'])
})

test('decisions that nobody would take in an unattended rehearsal are named', async () => {
  const its = shelf()
  expect((await planOf(its, writeBook(temporaryFolder(), 'a.yaml', withAsk()))).book?.unanswered).toEqual(['ask'])
  expect((await planOf(its, writeBook(temporaryFolder(), 'b.yaml', withAsk(', auto: { choose: "yes" }')))).book?.unanswered).toEqual([])
})

test('text that would turn the line around, or hide in it, is shown for what it is', async () => {
  const { book, entry } = await planOf(shelf(), writeBook(temporaryFolder(), 'release.yaml', smallBook('small', { title: '"Sm\\u202Eall"', script: 'go\\u200B.sh' })))
  expect([entry.runbook?.title, book?.title]).toEqual(['Sm\\u{202E}all', 'Sm\\u{202E}all'])
  expect(book?.steps[0]?.command).toBe('sh "go\\u{200B}.sh"')
})

test('a simulation says how often the runbook ends how, the most frequent first', async () => {
  const its = shelf({ examples: EXAMPLES })
  const file = its.library.open(join(EXAMPLES, 'tour.yaml'))
  const seen = await its.methods.simulate({ file, runs: 40, seed: 7 }, its.captain, signal)
  const shares = seen.ends.map(({ share }) => share)
  expect(shares).toEqual([...shares].sort((a, b) => b - a))
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  expect(seen.total?.p50Ms).toBeGreaterThan(0)
  expect(await its.methods.simulate({ file, runs: 40, seed: 7 }, its.captain, signal)).toEqual(seen)
})

test('what a run walked stands on the edges of its plan, and a gap says how it is led to', async () => {
  const its = shelf()
  const file = writeBook(temporaryFolder(), 'release.yaml', withAsk(', auto: { choose: "yes" }'))
  const before = await planOf(its, file)
  expect(before.book?.coverage?.transitions.never).toBe(before.book?.coverage?.transitions.total)
  expect(before.book?.graph.edges.filter(({ event }) => event !== '').every(({ coverage }) => coverage?.status === 'never')).toBe(true)
  const edge = before.book?.graph.edges.find(({ event }) => event === 'CHOOSE.ask.yes')
  expect(edge).toBeDefined()
  if (edge) expect(await its.methods.lead({ file, from: edge.from, to: edge.to, event: edge.event, kind: edge.kind }, its.captain, signal)).toEqual({ lead: { rollbackAt: null, injects: [], steps: [{ step: 'ask', act: 'choose', what: 'yes', words: 'At “ask”, choose “yes”.' }] } })
  expect(await its.methods.lead({ file, from: 'nowhere', to: 'ask', event: 'DONE.nowhere', kind: 'next' }, its.captain, signal)).toEqual({ lead: null })
})

test('a runbook with errors is not simulated', async () => {
  const its = shelf()
  const file = its.library.open(writeBook(temporaryFolder(), 'release.yaml', smallBook().replace('owner: captain', 'owner: nobody')))
  await expect(its.methods.simulate({ file, runs: 1, seed: 1 }, its.captain, signal)).rejects.toMatchObject({ code: 'invalid-runbook' })
})
