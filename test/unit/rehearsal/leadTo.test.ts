import { describe, expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { graph } from '../../../electron/core/machine/graph.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { leadTo, type Lead } from '../../../electron/core/rehearsal/leadTo.ts'
import { branch, into, policy, runbook, sid, step } from '../../support/build.ts'

const rolledBack = { end: 'rolled-back' } as const
const lead = (book: Runbook, from: string, event: string): Lead | undefined => {
  const compiled = compile(book)
  const drawn = graph(compiled)
  const edge = drawn.edges.find((one) => one.from === from && one.event === event)
  if (!edge) throw new Error(`no ${event} from ${from}`)
  return leadTo(compiled, edge, drawn)
}
const acts = (found: Lead | undefined): string[] => found?.steps.map(({ step: at, act, what, times = 1 }) => `${at} ${act}${what === undefined ? '' : ` ${what}`}${times === 1 ? '' : ` ×${times}`}`) ?? []

const book = runbook(
  [
    { phase: 'p', rollback: into('back'), steps: [step('a'), step('ask', { kind: 'decision', outcomes: { on: { do: 'continue' }, back: { do: 'rollback' } } })] },
    { phase: 'q', rollback: into('back'), lanes: { left: [step('l1'), step('l2', { onFailure: policy({ do: 'rollback' }, 2) })], right: [step('r1', { timeoutMs: 1000, onTimeout: policy({ do: 'rollback' }) })] } },
    { phase: 'z', rollback: into('back'), steps: [step('check', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) }), step('cross', { pointOfNoReturn: true })] },
  ],
  [branch('back', 'rollback', [step('ul', { undoes: [sid('l1')] }), step('look', { kind: 'check', onFailure: policy({ do: 'hold' }, 1) })], rolledBack), branch('fix', 'fix-forward', [step('mend')], { resume: sid('check') })],
  { injects: [{ id: 'slow', at: sid('r1'), symptom: 'slow', expects: 'rollback', outcome: 'timed-out' }] as unknown as Runbook['injects'] },
)

describe('a rehearsal is led to', () => {
  test('a way back: it is started where the gap is, after the choices on the way', () => {
    expect(lead(book, 'a', 'ROLLBACK')).toEqual({ rollbackAt: 'a', injects: [], steps: [] })
    const later = lead(book, 'check', 'ROLLBACK')
    expect(later?.rollbackAt).toBe('check')
    expect(acts(later)).toEqual(['ask choose on'])
  })
  test('a way back out of lanes: where something is to be undone', () => {
    expect(lead(book, 'q', 'ROLLBACK')?.rollbackAt).toBe('l2')
  })
  test('an outcome of a decision', () => {
    expect(acts(lead(book, 'ask', 'CHOOSE.ask.back'))).toEqual(['ask choose back'])
  })
  test('a failure: as often as the file retries, and then the proposal is accepted', () => {
    expect(acts(lead(book, 'l2', 'ACCEPT.l2'))).toEqual(['ask choose on', 'l2 fail ×3', 'l2 accept'])
    expect(lead(book, 'l2', 'ACCEPT.l2')?.steps[1]?.words).toBe('At “l2”, make it fail, 3 times in a row: break what it looks at, or say that it failed.')
  })
  test('a failure that an inject forces once, and people as often as is left', () => {
    const carded: Runbook = { ...book, injects: [{ id: 'full', at: sid('l2'), symptom: 'full', expects: 'rollback', outcome: 'failed' }] as unknown as Runbook['injects'] }
    const found = lead(carded, 'l2', 'ACCEPT.l2')
    expect(found?.injects).toEqual(['full'])
    expect(found?.steps.map(({ words }) => words).slice(1, 3)).toEqual(['At “l2”, the inject full is drawn and ends it.', 'At “l2”, make it fail, 2 more times: break what it looks at, or say that it failed.'])
  })
  test('a retry takes one failure', () => {
    expect(acts(lead(book, 'l2', 'FAIL.l2'))).toEqual(['ask choose on', 'l2 fail'])
  })
  test('a time-out that an inject forces', () => {
    const found = lead(book, 'r1', 'TIMEOUT.r1')
    expect(found?.injects).toEqual(['slow'])
    expect(acts(found)).toEqual(['ask choose on', 'r1 inject slow'])
  })
  test('a step of a way back that undoes something: the rollback comes after that was started', () => {
    expect(lead(book, 'ul', 'DONE.ul')?.rollbackAt).toBe('l2')
    expect(lead(book, 'look', 'FAIL.look')?.rollbackAt).toBe('a')
  })
  test('a rollback out of a fix-forward: into it first', () => {
    const found = lead(book, 'fix', 'ROLLBACK')
    expect(found?.rollbackAt).toBeUndefined()
    expect(acts(found)).toEqual(['ask choose on', 'check fail', 'mend roll-back'])
  })
  test('nothing leads to what no path gets to', () => {
    const unreachable = runbook([{ phase: 'p', steps: [step('a', { onFailure: policy({ do: 'hold' }) })] }], [branch('lost', 'fallback', [step('x')], { end: 'completed' })])
    expect(lead(unreachable, 'x', 'DONE.x')).toBeUndefined()
  })
})
