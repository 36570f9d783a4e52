/** A runbook looked at before anything runs: its plan, its simulation, its past runs. */
import { Outcome } from '../../contract/shapes/scalars.ts'
import type { Service } from '../../contract/service.ts'
import { usable } from '../catalog.ts'
import type { Host } from '../host.ts'
import { listRuns } from '../store/runs.ts'
import type { Books } from './books.ts'
import type { HeavyWork } from './heavyWork.ts'
import type { Library } from './library.ts'
import { planBook } from './planView.ts'
import type { RunSummaries } from './runSummaries.ts'

export interface PlanDeps {
  readonly library: Library
  readonly books: Books
  readonly summaries: RunSummaries
  readonly heavy: HeavyWork
}

type Methods = Pick<Service['methods'], 'plan' | 'simulate' | 'runs.list'>

/** Older ones are listed by `runs.list`. */
const MOST_RUNS = 100

export function planMethods(host: Host, { library, books, summaries, heavy }: PlanDeps): Methods {
  return {
    async plan({ file }, _, signal) {
      const known = library.know(file)
      const { book, compiled, runbook, errors, runs } = known
      const forecast = runbook && compiled && errors.length === 0 ? await heavy.forecast({ file, bytes: book.bytes, runbookId: runbook.id }, signal) : null
      const graph = books.graphOf(book)
      const { figures } = book.examined
      return {
        entry: library.entry(known, forecast),
        source: known.text,
        diagnostics: book.examined.diagnostics.map((diagnostic) => ({ ...diagnostic })),
        book: compiled && graph && figures ? planBook({ host, compiled, graph, figures, forecast }) : null,
        runs: runs.slice(0, MOST_RUNS).map(summaries.of),
      }
    },
    async simulate({ file, runs, seed }, _, signal) {
      const { book } = library.know(file)
      usable(book)
      const seen = await heavy.simulate({ file, bytes: book.bytes, runs, seed }, signal)
      return {
        runs: seen.runs,
        seed: seen.seed,
        ends: Object.entries(seen.ends)
          .map(([end, share]) => ({ end: Outcome.parse(end), share }))
          .sort((a, b) => b.share - a.share),
        total: seen.total,
      }
    },
    'runs.list': ({ runbook, limit }) => ({ runs: listRuns(host.store.db, runbook).slice(0, limit).map(summaries.of) }),
  }
}
