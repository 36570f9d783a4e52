/** Which part of the machine a finding is shown at. */
import { expect, test } from 'vitest'
import { examine } from '../../../electron/core/machine/examine.ts'
import { problemsOf } from '../../../electron/node/service/reader/problems.ts'

const BOOK = `runbook: shown
title: Shown
environments: { local: { grade: 1 } }
roles: { captain: {} }
phases:
  - phase: one
    title: One
    steps:
      - { step: a, kind: manual, title: A, planned: 1m, owner: captain }
      - { step: b, kind: manual, title: B, owner: captain }
  - phase: two
    title: Two
    rollback: { none: nothing is changed }
    steps:
      - { step: c, kind: manual, title: C, planned: 1m, owner: captain }
branches:
  - branch: spare
    title: Spare
    kind: fallback
    steps:
      - { step: x, kind: manual, title: X, planned: 1m, owner: captain }
    ends: completed
injects:
  - { id: late, at: a, symptom: "late", expects: hold }
`

test('a finding stands at the step, the phase or the branch that it is about, and nowhere where it is about none of them', () => {
  const { runbook, diagnostics } = examine(BOOK)
  if (!runbook) throw new Error('it is read')
  const shown = problemsOf(runbook, BOOK, diagnostics).map(({ at, code }) => `${code} ${at}`)
  expect(shown).toEqual(['no-rollback a', 'missing-estimate b', 'rollback-waived two', 'unreachable-branch spare'])
  const inInjects = { code: 'unknown-key', severity: 'error', line: 24, column: 20, message: 'm', hint: 'h' } as const
  expect(problemsOf(runbook, BOOK, [inInjects])).toEqual([])
})
