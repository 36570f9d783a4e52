/** A runbook looked at before anything runs: its plan, its simulation, its past runs. */
import type { PlanView } from '../../contract/shapes/plan.ts'
import { Outcome } from '../../contract/shapes/scalars.ts'
import type { Service } from '../../contract/service.ts'
import type { Host } from '../host.ts'
import { listRuns } from '../store/runs.ts'
import { showProse } from '../showText.ts'
import type { HeavyWork } from './heavyWork.ts'
import { refuseErrors } from './known.ts'
import type { Library } from './library.ts'
import type { RunSummaries } from './runSummaries.ts'

export interface PlanDeps {
  readonly library: Library
  readonly summaries: RunSummaries
  readonly heavy: HeavyWork
}

type Methods = Pick<Service['methods'], 'plan' | 'simulate' | 'lead' | 'runs.list'>

/** Older ones are listed by `runs.list`. */
const MOST_RUNS = 100

export function planMethods(host: Host, { library, summaries, heavy }: PlanDeps): Methods {
  return {
    async plan({ file }, _, signal) {
      const known = await library.know(file, { full: true, signal })
      return {
        entry: library.entry(known),
        source: known.text,
        diagnostics: known.looked.diagnostics.map((diagnostic) => ({ ...diagnostic })),
        book: known.looked.book && withSecrets(known.looked.book, host.env),
        runs: known.runs.slice(0, MOST_RUNS).map(summaries.of),
      }
    },
    async simulate({ file, runs, seed }, _, signal) {
      const known = await library.know(file, { signal })
      refuseErrors(known)
      const seen = await heavy.simulate({ file, bytes: known.bytes, runs, seed }, signal)
      return {
        runs: seen.runs,
        seed: seen.seed,
        ends: Object.entries(seen.ends)
          .map(([end, share]) => ({ end: Outcome.parse(end), share }))
          .sort((a, b) => b.share - a.share),
        total: seen.total,
      }
    },
    async lead({ file, ...goal }, _, signal) {
      const known = await library.know(file, { signal })
      refuseErrors(known)
      const found = await heavy.lead({ file, bytes: known.bytes, goal }, signal)
      return { lead: found && { rollbackAt: found.rollbackAt ?? null, injects: [...found.injects], steps: found.steps.map(({ step, act, what = null, words }) => ({ step, act, what, words: showProse(words) })) } }
    },
    'runs.list': ({ runbook, limit }) => ({ runs: listRuns(host.store.db, runbook).slice(0, limit).map(summaries.of) }),
  }
}

/** Whether they are set, never what they are. */
function withSecrets(book: NonNullable<PlanView['book']>, env: NodeJS.ProcessEnv): NonNullable<PlanView['book']> {
  return { ...book, environments: book.environments.map((environment) => ({ ...environment, secrets: environment.secrets.map(({ name }) => ({ name, set: Boolean(env[name]) })) })) }
}
