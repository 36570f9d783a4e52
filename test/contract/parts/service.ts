/** The real service: everything that can be asked, asked once, with a whole run in between. */
import { expect, onTestFinished, test } from 'vitest'
import { METHODS, STREAMS, type EventOf, type Input, type MethodName, type Output, type SnapshotOf, type StreamInput, type StreamName } from '../../../electron/contract/api.ts'
import { createClient } from '../../../electron/contract/client.ts'
import type { Client } from '../../../electron/contract/clientTypes.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import { realService } from '../realService.ts'
import type { OpenRoad } from '../road.ts'
import { servingOf } from './support.ts'

interface Asking {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** Code of the declared "no". */
  refused<M extends MethodName>(method: M, input: Input<M>): Promise<string>
  readonly asked: ReadonlySet<MethodName>
  /** What a stream shows; `until` resolves as soon as something of it is as wanted. */
  watch<S extends StreamName>(stream: S, input: StreamInput<S>): { until(wanted: (shown: SnapshotOf<S> | EventOf<S>) => boolean): Promise<void> }
}

export function describeService(openRoad: OpenRoad): void {
  test('every method and every stream of the real service answers as declared', async () => {
    const { handle, folder, file } = realService()
    const road = await openRoad(servingOf(handle.service, {}, []))
    const client = createClient({ connect: () => road.connect(), clock: systemClock() })
    onTestFinished(async () => {
      client.close()
      await road.close()
    })
    const its = asking(client)

    expect(await its.call('introduce', { name: 'Ada' })).toMatchObject({ name: 'Ada', role: 'captain', machine: 'test', version: '1.2.3' })
    expect(await its.call('session', {})).toMatchObject({ name: 'Ada', via: 'link' })
    expect((await its.call('now', {})).now).toBeGreaterThan(1e12)
    expect(await its.call('links', {})).toEqual({ links: null, reach: null })
    expect((await its.call('settings.write', { theme: 'light' })).theme).toBe('light')
    expect((await its.call('settings.read', {})).theme).toBe('light')
    expect((await its.call('library.browse', { folder })).files).toEqual([file])

    const library = its.watch('library', {})
    expect(await its.call('library.open', { path: file })).toEqual({ file })
    await library.until((shown) => ('entries' in shown ? shown.entries : shown.changed).some((entry) => entry.file === file))
    const { entry, book } = await its.call('plan', { file })
    expect([entry.trusted, book?.steps.length]).toEqual([false, 3])
    expect((await its.call('simulate', { file, runs: 5, seed: 1 })).runs).toBe(5)

    expect(await its.call('lead', { file, from: 'ask', to: 'end:completed', event: 'DONE.ask', kind: 'end' })).toEqual({ lead: { rollbackAt: null, injects: [], steps: [] } })

    const start = { file, sha256: entry.sha256 ?? '', mode: 'rehearsal', environment: 'local', inputs: {} } as const
    expect(await its.refused('run.start', start)).toBe('untrusted')
    const { trustSha256 } = await its.call('trust.show', { file })
    await its.call('trust.approve', { file, trustSha256 })
    await library.until((shown) => ('entries' in shown ? shown.entries : shown.changed).some((each) => each.file === file && each.trusted))

    const where = { file, environment: 'local' }
    const board = its.watch('board', where)
    await its.call('board.evidence', { ...where, item: 'told', evidence: { kind: 'note', text: 'In the channel' } })
    await board.until(({ rows }) => rows.some(({ item, verdict }) => item === 'told' && verdict === 'ok'))
    await its.call('board.accept', { ...where, row: 'rehearsal', reason: 'The first time' })
    expect(await its.refused('board.vote', { ...where, role: 'captain', vote: 'go-with-risk' })).toBe('bad-input')
    await its.call('board.vote', { ...where, role: 'captain', vote: 'no-go', reason: 'Not today' })
    await board.until(({ verdict, votes }) => verdict === 'no-go' && votes.some(({ seat }) => seat === 'no-go'))

    const runs = its.watch('runs', {})
    const { run } = await its.call('run.start', start)
    await runs.until((shown) => shown.runs.some((each) => each.run === run && each.driver === 'here'))
    const output = its.watch('output', { run })
    const shown = its.watch('run', { run })
    await shown.until(({ now }) => now?.present.some(({ step }) => step === 'ask') ?? false)
    await output.until((each) => ('attempts' in each ? each.attempts : [each]).some(({ text }) => text.includes('hello')))
    expect(await its.call('run.output', { run, step: 'greet', attempt: 1 })).toMatchObject({ text: 'hello\n', cut: false })
    expect(await its.call('run.loses', { run, branch: 'back' })).toMatchObject({ text: '12 orders', failed: null })
    expect((await its.call('run.choices', { run })).ended.map(({ step }) => step)).toEqual(['greet'])
    const { seq } = await its.call('run.command', { run, command: { do: 'note', text: 'seen' } })
    expect(await its.refused('run.command', { run, command: { do: 'start', step: 'greet' } })).toBe('illegal')
    expect((await its.call('run.log', { run, before: seq + 1, limit: 100 })).entries.at(-1)).toMatchObject({ seq, text: expect.stringContaining('seen') })
    await its.call('run.command', { run, command: { do: 'done', step: 'ask' } })
    await shown.until(({ now }) => now?.end === 'completed')
    await runs.until((each) => each.runs.some((one) => one.run === run && one.outcome === 'completed'))
    expect((await its.call('runs.list', { runbook: 'small', limit: 5 })).runs).toMatchObject([{ run, outcome: 'completed', mode: 'rehearsal' }])
    expect(await its.refused('run.resume', { run })).toBe('illegal')
    await library.until((each) => ('entries' in each ? each.entries : each.changed).some((one) => one.file === file && one.rehearsals === 1))

    await its.call('library.forget', { file })
    expect(await its.refused('plan', { file })).toBe('unreadable-file')
    expect([...its.asked].sort()).toEqual(Object.keys(METHODS).sort())
  })
}

function asking(client: Client): Asking {
  const asked = new Set<MethodName>()
  return {
    asked,
    async call(method, input) {
      asked.add(method)
      const output = await client.call(method, input)
      // What the host let out is what the page would take.
      expect(METHODS[method].output.parse(output)).toEqual(output)
      return output
    },
    async refused(method, input) {
      asked.add(method)
      const answer = await client.call(method, input).then(
        () => undefined,
        (error: unknown) => error as { readonly code: string },
      )
      expect(METHODS[method].errors).toContain(answer?.code)
      return answer?.code ?? 'nothing'
    },
    watch(stream, input) {
      type Shown = SnapshotOf<typeof stream> | EventOf<typeof stream>
      const seen: Shown[] = []
      let wake: (() => void) | undefined
      const put = (each: Shown): void => {
        seen.push(each)
        wake?.()
      }
      const close = client.open(stream, input, {
        snapshot: (data) => put(STREAMS[stream].snapshot.parse(data) as Shown),
        event: (data) => put(STREAMS[stream].event.parse(data) as Shown),
      })
      onTestFinished(close)
      return {
        async until(wanted) {
          for (let at = 0; ; at += 1) {
            while (at >= seen.length) await new Promise<void>((resolve) => (wake = resolve))
            const each = seen[at]
            if (each !== undefined && wanted(each)) return
          }
        },
      }
    },
  }
}
