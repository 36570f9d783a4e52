/** What the picture shows of a machine's edges, and what it leaves to marks and rails. */
import { describe, expect, it } from 'vitest'
import type { Machine } from '../../../renderer/parts/graph/machine.ts'
import { machineOf } from '../../../renderer/parts/graph/machineOf.ts'
import { bookOfFile } from './book.ts'

const stepOf = ({ groups }: Machine, id: string) => groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps)).find((step) => step.id === id)
const linkOf = ({ links }: Machine, from: string, to: string) => links.filter((link) => link.from === from && link.to === to).map(({ kind, label }) => [kind, label])

describe('the machine of the tour', () => {
  const machine = machineOf(bookOfFile('runbooks/tour.yaml'))

  it('has its phases in order, then its branches', () => {
    expect(machine.groups.map(({ id, kind }) => [id, kind])).toEqual([
      ['opening', 'phase'], ['middle', 'phase'], ['judgement', 'phase'], ['closing', 'phase'],
      ['go-back', 'rollback'], ['tidy-up', 'fix-forward'], ['use-spare', 'fallback'],
    ])
  })

  it('tells by marks what a step does with itself', () => {
    expect(stepOf(machine, 'knock')?.marks).toEqual(['retries', 'proposes'])
    expect(stepOf(machine, 'shortcut')?.marks).toEqual(['degrades'])
    expect(stepOf(machine, 'greet')?.marks).toEqual([])
  })

  it('has one link for a failure and a time-out that lead to the same step', () => {
    expect(linkOf(machine, 'fetch-mirror', 'fetch-spare')).toEqual([['failure', 'failure or time-out']])
    expect(linkOf(machine, 'is-tidy', 'sweep')).toEqual([['failure', 'failure']])
  })

  it('names a choice by its outcome, what comes next by nothing', () => {
    expect(linkOf(machine, 'which-way', 'is-sound')).toEqual([['choice', 'once-more']])
    expect(linkOf(machine, 'which-way', 'vote')).toEqual([['choice', 'go-on']])
    expect(linkOf(machine, 'vote', 'dress')).toEqual([['next', null]])
    expect(linkOf(machine, 'count-rows', 'unpack')).toEqual([['need', null]])
    expect(linkOf(machine, 'sweep', 'is-tidy')).toEqual([['resume', 'goes on here']])
  })

  it('gathers the ways back of a phase into one rail for each entry', () => {
    const ofOpening = machine.rails.filter(({ group }) => group === 'opening')
    expect(ofOpening).toEqual([{ id: 'opening>nothing-left', group: 'opening', branch: 'go-back', to: 'nothing-left', steps: ['clear-folder', 'greet', 'look-around', 'knock'], evidence: 'never', rehearsals: 0, coverage: null }])
    expect(machine.rails.find(({ group }) => group === 'middle')?.steps).toHaveLength(7)
    expect(machine.links.some(({ kind }) => kind === 'rollback')).toBe(false)
  })

  it('has no way back from what comes after the point of no return', () => {
    expect(machine.rails.some(({ group }) => group === 'closing')).toBe(false)
    expect(machine.ends).toEqual(['end:completed'])
  })
})

describe('what is known of a rail', () => {
  it('is the least that is known from any of its steps', () => {
    const book = bookOfFile('runbooks/tour.yaml', { evidence: (step) => (step === 'greet' ? { evidence: 'low', rehearsals: 2 } : { evidence: 'timed', rehearsals: 5 }) })
    const [opening, middle] = machineOf(book).rails
    expect(opening).toMatchObject({ group: 'opening', evidence: 'low', rehearsals: 2 })
    expect(middle).toMatchObject({ group: 'middle', evidence: 'timed', rehearsals: 5 })
  })
})

describe('the time of a step', () => {
  it('is its median, else what was planned', () => {
    const machine = machineOf(bookOfFile('runbooks/tour.yaml', { median: (step) => (step === 'greet' ? 700 : null) }))
    expect(stepOf(machine, 'greet')).toMatchObject({ ms: 700, timed: true })
    expect(stepOf(machine, 'look-around')).toMatchObject({ ms: 30_000, timed: false })
  })
})
