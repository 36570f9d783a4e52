import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { examine } from '../../../electron/core/machine/examine.ts'
import { figures, graph, START } from '../../../electron/core/machine/graph.ts'
import { mermaid } from '../../../electron/core/machine/mermaid.ts'
import { ncName, scxml } from '../../../electron/core/machine/scxml.ts'
import type { GraphEdge } from '../../../electron/core/machine/ways.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { branch, into, policy, runbook, sid, step } from '../../support/build.ts'
import { parseXml, type XmlElement } from '../../support/xml.ts'

const rolledBack = { end: 'rolled-back' } as const
const book = runbook(
  [
    { phase: 'p', rollback: into('back'), steps: [step('a', { onFailure: policy({ do: 'goto', step: sid('a') }, 2) }), step('ask', { kind: 'decision', outcomes: { 'go on': { do: 'continue' }, back: { do: 'rollback' }, again: { do: 'goto', step: sid('a') } } })] },
    { phase: 'q', rollback: into('back', 'r2'), lanes: { left: [step('l', { title: 'Say "no" <now> & [then]', timeoutMs: 1, onTimeout: policy({ do: 'rollback' }) })], right: [step('r', { needs: [sid('l')], onFailure: policy({ do: 'degrade' }) })] } },
    { phase: 'z', steps: [step('cross', { pointOfNoReturn: true, onFailure: policy({ do: 'branch', branch: 'fix' as never }), rollback: into('back') }), step('end', { rollback: into('back') })] },
  ],
  [branch('back', 'rollback', [step('r1'), step('r2')], rolledBack), branch('fix', 'fix-forward', [step('mend')], { resume: sid('end') })],
)
const { nodes, edges } = graph(compile(book))
const has = (from: string, to: string, event: string, kind: GraphEdge['kind']): void => expect(edges, `${from} –${event}→ ${to} (${kind})`).toContainEqual(expect.objectContaining({ from, to, event, kind }))

const example = (name: string): Runbook => examine(readFileSync(new URL(`../../../runbooks/${name}.yaml`, import.meta.url), 'utf8')).runbook!
const books = { book, tour: example('tour'), cutover: example('orders-cutover') }

describe('graph', () => {
  test('the main path runs from the start over its phases to the end', () => {
    has(START, 'p', 'BEGIN', 'enter')
    has('p', 'a', '', 'enter')
    has('a', 'ask', 'DONE.a', 'next')
    has('end', 'end:completed', 'DONE.end', 'end')
  })
  test('a laned phase is entered lane by lane, and the last step of a lane leads to what follows the phase', () => {
    has('q', 'q:left', '', 'enter')
    has('q:left', 'l', '', 'enter')
    has('l', 'z', 'DONE.l', 'next')
    has('l', 'r', '', 'need')
  })
  test('each outcome of a decision is an edge of its own', () => {
    has('ask', 'q', 'CHOOSE.ask.go on', 'choose')
    has('ask', 'r1', 'CHOOSE.ask.back', 'choose')
    has('ask', 'a', 'CHOOSE.ask.again', 'choose')
    expect(edges.some(({ event }) => event === 'DONE.ask' || event === 'FAIL.ask')).toBe(false)
  })
  test('failures lead where the file says, after their retries', () => {
    has('a', 'a', 'FAIL.a', 'retry')
    has('a', 'a', 'FAIL.a', 'goto')
    has('r', 'z', 'FAIL.r', 'degrade')
    has('cross', 'mend', 'FAIL.cross', 'branch')
  })
  test('a rollback that a time-out proposes, and the one that a person accepts', () => {
    has('l', 'l', 'TIMEOUT.l', 'timeout')
    has('l', 'r2', 'ACCEPT.l', 'rollback')
  })
  test("a person's rollback: from each step of a sequence, from a phase with lanes as a whole, by the entry that holds there", () => {
    has('a', 'r1', 'ROLLBACK', 'rollback')
    has('ask', 'r1', 'ROLLBACK', 'rollback')
    has('q', 'r2', 'ROLLBACK', 'rollback')
    has('end', 'r1', 'ROLLBACK', 'rollback')
  })
  test('a rollback that no run can take because a point of no return lies behind is left out', () => {
    const late = graph(compile(runbook([{ phase: 'p', rollback: into('back'), steps: [step('x', { pointOfNoReturn: true }), step('y')] }], [branch('back', 'rollback', [step('r')], rolledBack)])))
    expect(late.edges.filter(({ event }) => event === 'ROLLBACK').map(({ from }) => from)).toEqual(['x'])
  })
  test('a branch ends at an end or where it resumes', () => {
    has('r2', 'end:rolled-back', 'DONE.r2', 'end')
    has('mend', 'end', 'DONE.mend', 'resume')
  })
  test('what a person does by hand is left out', () => {
    const verbs = new Set(edges.map(({ event }) => event.split('.')[0]))
    for (const verb of ['SKIP', 'RETRY', 'MOVE', 'HOLD', 'ABANDON', 'LOST', 'CANCEL', 'STOPPED']) expect(verbs).not.toContain(verb)
  })
  test('nodes know what they stand in, and what they are', () => {
    expect(nodes).toContainEqual({ id: 'l', kind: 'step', title: 'Say "no" <now> & [then]', parent: 'q:left', stepKind: 'command' })
    expect(nodes).toContainEqual({ id: 'q:left', kind: 'lane', title: 'left', parent: 'q' })
    expect(nodes).toContainEqual({ id: 'cross', kind: 'step', title: 'cross', parent: 'z', stepKind: 'command', pointOfNoReturn: true })
  })
  test('the figures count steps, nodes, edges and rollbacks', () => {
    expect(figures(compile(book))).toEqual({ steps: 9, states: nodes.length, transitions: edges.filter(({ event }) => event !== '').length, rollback_entries: 5 })
  })
  for (const [name, one] of Object.entries(books))
    test(`${name}: every id is there once, every edge leads from one node to another, and it comes out the same again`, () => {
      const drawn = graph(compile(one))
      const ids = drawn.nodes.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const known = new Set(ids)
      for (const edge of drawn.edges) expect([edge.from, edge.to].filter((id) => !known.has(id)), JSON.stringify(edge)).toEqual([])
      for (const { parent } of drawn.nodes) if (parent !== undefined) expect(known).toContain(parent)
      expect(graph(compile(one))).toEqual(drawn)
    })
})

describe('Mermaid', () => {
  for (const [name, one] of Object.entries(books))
    test(`${name}: it has every step, and as many subgraphs as it closes`, () => {
      const drawn = graph(compile(one))
      const text = mermaid(drawn)
      drawn.nodes.forEach((node, index) => expect(text, node.id).toMatch(new RegExp(`^ *(?:subgraph )?n${index}[\\[({]`, 'm')))
      expect(text.match(/^ *end$/gm)?.length ?? 0).toBe(text.match(/^ *subgraph /gm)?.length ?? 0)
    })
  test('labels are escaped, points of no return marked', () => {
    const text = mermaid({ nodes, edges })
    expect(text).toContain('Say #34;no#34; #60;now#62; #38; #91;then#93; (l)')
    expect(text).toContain('{{"cross<br/>point of no return"}}')
    expect(text).toMatch(/class n\d+ ponr/)
  })
})

describe('SCXML', () => {
  const NCNAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/
  const all = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(all)]
  for (const [name, one] of Object.entries(books))
    test(`${name}: well-formed, ids unique and NCNames, every target and initial there`, () => {
      const { config } = compile(one)
      const root = parseXml(scxml(config, one.id))
      expect([root.name, root.attributes['version']]).toEqual(['scxml', '1.0'])
      const states = all(root).filter((element) => ['state', 'parallel', 'final'].includes(element.name))
      const ids = states.map((element) => element.attributes['id'] ?? '')
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(id).toMatch(NCNAME)
      const known = new Set(ids)
      for (const element of all(root)) {
        const { target, initial, event, cond } = element.attributes
        for (const reference of [target, initial]) if (reference !== undefined) expect(known).toContain(reference)
        if (event !== undefined) expect(event).toMatch(NCNAME)
        if (cond !== undefined) expect(cond).toMatch(/^[a-zA-Z]+\(context.*\)$/)
        if (element.name === 'parallel') expect(initial).toBeUndefined()
        // An initial state is a descendant of the state that names it.
        if (initial !== undefined) expect(all(element).map((inner) => inner.attributes['id'])).toContain(initial)
        expect(['scxml', 'datamodel', 'data', 'state', 'parallel', 'final', 'transition', 'assign', 'raise']).toContain(element.name)
      }
      for (const { step: { id } } of compile(one).layout.places) expect(known).toContain(ncName(id))
    })
  test('the full machine is in it: what a person does by hand too', () => {
    const text = scxml(compile(book).config, 'book')
    for (const event of ['SKIP.a', 'RETRY.a', 'ABANDON', 'HOLD', 'MOVE.a']) expect(text).toContain(`event="${event}"`)
  })
  test('two ids never become the same', () => {
    expect(new Set(['a:b', 'a_b', 'a.b', 'a-b', 'a/b', 'a!b', 'a_3a_b', '1a', '_1a'].map(ncName)).size).toBe(9)
    expect(ncName('a:b')).toBe('a_3a_b')
  })
})
