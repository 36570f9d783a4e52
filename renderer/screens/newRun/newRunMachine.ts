/**
 * The wizard: one state a page, then starting, then started. Going back keeps what was typed; going on is refused while something on the
 * page is wrong, and so is going past a page that nobody has answered. A refusal of the host leads to the page that can mend it. When the
 * file changes meanwhile, everything waits until somebody has taken note.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { Input } from '../../../electron/contract/api.ts'
import { ContractError } from '../../../electron/contract/errors.ts'
import type { TrustView } from '../../../electron/contract/shapes/plan.ts'
import type { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'
import { problemsOf } from './check.ts'
import { firstChoices, pagesOf, PAGES, startInput, withBook, withMode, type Choices, type Page, type RunPlan } from './choices.ts'
import { pageToMend } from './mend.ts'

export interface NewRunContext {
  readonly plan: RunPlan
  readonly choices: Choices
  /** Pages that somebody tried to leave: what is wrong with them is told in full. */
  readonly tried: readonly Page[]
  /** The host's last "no", and where it stands. */
  readonly failure: { readonly page: Page; readonly error: Error } | null
  /** The file is not the one that was looked at when this began. */
  readonly changed: boolean
  /** What an approval would cover; null until it was read. */
  readonly trust: TrustView | null
  readonly run: string | null
}

export type NewRunEvent =
  | { readonly type: 'MODE'; readonly mode: NewRunMode }
  | { readonly type: 'ENVIRONMENT'; readonly environment: string }
  | { readonly type: 'INPUT'; readonly id: string; readonly value: string }
  | { readonly type: 'OPTIONS'; readonly options: Partial<Pick<Choices, 'auto' | 'rollbackAt' | 'injects'>> }
  | { readonly type: 'CONFIRM'; readonly text: string }
  | { readonly type: 'NEXT' }
  | { readonly type: 'BACK' }
  | { readonly type: 'GO'; readonly page: Page }
  /** The plan as the host has it now. */
  | { readonly type: 'PLAN'; readonly plan: RunPlan }
  /** The change of the file has been taken note of. */
  | { readonly type: 'SEEN' }
  | { readonly type: 'READ_AGAIN' }
  | { readonly type: 'APPROVE' }
  | { readonly type: 'START' }

/** What the host is asked; given by whoever uses the machine. */
export interface NewRunActors {
  readonly readTrust: (file: string) => Promise<TrustView>
  readonly approve: (asked: Input<'trust.approve'>) => Promise<void>
  readonly start: (asked: Input<'run.start'>) => Promise<string>
}

const before = (context: NewRunContext, page: Page): readonly Page[] => {
  const pages = pagesOf(context.choices, context.plan)
  return pages.slice(0, Math.max(0, pages.indexOf(page)))
}
const isInOrder = ({ choices, plan }: NewRunContext, page: Page): boolean => Object.keys(problemsOf(page, choices, plan)).length === 0

/** Whether one can go there now: everything before it is answered, and what it stands on is known. */
export function canGo(context: NewRunContext, page: Page): boolean {
  return pagesOf(context.choices, context.plan).includes(page) && before(context, page).every((one) => isInOrder(context, one))
}

/** The page after this one, in this case. */
export function pageAfter({ choices, plan }: NewRunContext, page: Page): Page | undefined {
  const pages = pagesOf(choices, plan)
  // A page that is no longer asked (an approval that was given) leads on from where it would stand.
  return pages.find((one) => PAGES.indexOf(one) > PAGES.indexOf(page))
}

export function pageBefore({ choices, plan }: NewRunContext, page: Page): Page | undefined {
  return pagesOf(choices, plan).findLast((one) => PAGES.indexOf(one) < PAGES.indexOf(page))
}

const wizard = setup({
  types: {
    context: {} as NewRunContext,
    events: {} as NewRunEvent,
    input: {} as { readonly plan: RunPlan; readonly mode: NewRunMode | null },
  },
  actors: {
    readTrust: fromPromise<TrustView, string>(() => Promise.reject(new Error('readTrust was not provided'))),
    approve: fromPromise<void, Input<'trust.approve'>>(() => Promise.reject(new Error('approve was not provided'))),
    start: fromPromise<string, Input<'run.start'>>(() => Promise.reject(new Error('start was not provided'))),
  },
  guards: {
    // A mode that came with the address was chosen already.
    beginsAt: ({ context }, { to }: { readonly to: Page }) => to === (isInOrder(context, 'mode') ? pageAfter(context, 'mode') : 'mode'),
    leadsTo: ({ context }, { from, to }: { readonly from: Page; readonly to: Page }) => !context.changed && isInOrder(context, from) && pageAfter(context, from) === to,
    comesFrom: ({ context }, { from, to }: { readonly from: Page; readonly to: Page }) => pageBefore(context, from) === to,
    isOpen: ({ context, event }, { to }: { readonly to: Page }) => event.type === 'GO' && event.page === to && canGo(context, to),
    // An approval that was given, an input that is gone: nothing is asked there any more.
    isGone: ({ context }, { from, to }: { readonly from: Page; readonly to: Page }) => !pagesOf(context.choices, context.plan).includes(from) && pageAfter(context, from) === to,
    isReady: ({ context }) => !context.changed && firstWrong(context) === undefined,
    isWrongAt: ({ context }, { to }: { readonly to: Page }) => !context.changed && firstWrong(context) === to,
    isWrongBefore: ({ context }, { from, to }: { readonly from: Page; readonly to: Page }) => before(context, from).find((one) => !isInOrder(context, one)) === to,
    canApprove: ({ context }) => !context.changed && context.trust !== null,
    mendsOn: ({ context, event }, { to }: { readonly to: Page }) => pageOfFailure(context, event) === to,
  },
  actions: {
    tryPage: assign({ tried: ({ context }, { page }: { readonly page: Page }) => [...new Set([...context.tried, page])] }),
    forget: assign({ failure: null }),
    seen: assign({ changed: false, failure: null, trust: null }),
    blame: assign(({ context: { plan, trust }, event }, { page }: { readonly page: Page }) => ({
      failure: { page, error: errorOf(event) },
      ...(page === 'trust' ? { plan: { ...plan, trusted: false }, trust: null } : { plan, trust }),
    })),
  },
})

/** What every page can do. */
const page = (from: Page) =>
  wizard.createStateConfig({
    always: PAGES.map((to) => ({ guard: { type: 'isGone' as const, params: { from, to } }, target: `#new-run.${to}` })),
    on: {
      NEXT: [...PAGES.map((to) => ({ guard: { type: 'leadsTo' as const, params: { from, to } }, target: `#new-run.${to}`, actions: 'forget' as const })), { actions: { type: 'tryPage' as const, params: { page: from } } }],
      BACK: PAGES.map((to) => ({ guard: { type: 'comesFrom' as const, params: { from, to } }, target: `#new-run.${to}` })),
      // What was answered once may not be any more.
      SEEN: [...PAGES.map((to) => ({ guard: { type: 'isWrongBefore' as const, params: { from, to } }, target: `#new-run.${to}`, actions: 'seen' as const })), { actions: 'seen' as const }],
      GO: PAGES.map((to) => ({ guard: { type: 'isOpen' as const, params: { to } }, target: `#new-run.${to}` })),
    },
  })

export const newRunMachine = wizard.createMachine({
  id: 'new-run',
  context: ({ input: { plan, mode } }) => ({ plan, choices: firstChoices(plan, mode), tried: mode === null ? [] : ['mode'], failure: null, changed: false, trust: null, run: null }),
  initial: 'first',
  on: {
    MODE: { actions: assign(({ context, event }) => ({ choices: withMode(context.choices, context.plan.book, event.mode), failure: null })) },
    ENVIRONMENT: { actions: assign(({ context, event }) => ({ choices: { ...context.choices, environment: event.environment }, failure: null })) },
    INPUT: { actions: assign(({ context, event }) => ({ choices: { ...context.choices, inputs: { ...context.choices.inputs, [event.id]: event.value } }, failure: null })) },
    OPTIONS: { actions: assign(({ context, event }) => ({ choices: { ...context.choices, ...event.options }, failure: null })) },
    CONFIRM: { actions: assign(({ context, event }) => ({ choices: { ...context.choices, confirm: event.text }, failure: null })) },
    PLAN: {
      actions: assign(({ context, event: { plan } }) => (plan.sha256 === context.plan.sha256 ? { plan } : { plan, choices: withBook(context.choices, plan.book), changed: true, trust: null })),
    },
    SEEN: { actions: 'seen' },
  },
  states: {
    first: { always: PAGES.map((to) => ({ guard: { type: 'beginsAt' as const, params: { to } }, target: to })) },
    mode: page('mode'),
    environment: page('environment'),
    inputs: page('inputs'),
    options: page('options'),
    trust: {
      ...page('trust'),
      initial: 'reading',
      states: {
        reading: {
          invoke: {
            src: 'readTrust',
            input: ({ context }) => context.plan.file,
            onDone: { target: 'shown', actions: assign({ trust: ({ event }) => event.output }) },
            onError: { target: 'unread', actions: { type: 'blame', params: { page: 'trust' } } },
          },
        },
        unread: { on: { READ_AGAIN: { target: 'reading', actions: 'forget' }, SEEN: { target: 'reading', actions: 'seen' } } },
        shown: { on: { APPROVE: { guard: 'canApprove', target: 'approving', actions: 'forget' }, READ_AGAIN: { target: 'reading', actions: 'forget' }, SEEN: { target: 'reading', actions: 'seen' } } },
        approving: {
          invoke: {
            src: 'approve',
            input: ({ context }) => ({ file: context.plan.file, trustSha256: context.trust?.trustSha256 ?? '' }),
            // Then this page asks nothing more, and is left.
            onDone: { actions: assign({ plan: ({ context }) => ({ ...context.plan, trusted: true }) }) },
            // Most likely it is no longer what was shown: it has to be read again.
            onError: { target: 'unread', actions: { type: 'blame', params: { page: 'trust' } } },
          },
        },
      },
    },
    confirm: page('confirm'),
    summary: {
      ...page('summary'),
      on: {
        ...page('summary').on,
        START: [
          { guard: 'isReady', target: 'starting', actions: 'forget' },
          ...PAGES.map((to) => ({ guard: { type: 'isWrongAt' as const, params: { to } }, target: `#new-run.${to}`, actions: { type: 'tryPage' as const, params: { page: to } } })),
        ],
      },
    },
    starting: {
      invoke: {
        src: 'start',
        input: ({ context }) => startInput(context.choices, context.plan),
        onDone: { target: 'started', actions: assign({ run: ({ event }) => event.output }) },
        onError: PAGES.map((to) => ({ guard: { type: 'mendsOn' as const, params: { to } }, target: `#new-run.${to}`, actions: { type: 'blame' as const, params: { page: to } } })),
      },
    },
    started: { type: 'final' },
  },
})

/** The machine with a host to ask. */
export function newRunFor({ readTrust, approve, start }: NewRunActors): typeof newRunMachine {
  return newRunMachine.provide({
    actors: {
      readTrust: fromPromise(({ input }) => readTrust(input)),
      approve: fromPromise(({ input }) => approve(input)),
      start: fromPromise(({ input }) => start(input)),
    },
  })
}

function firstWrong(context: NewRunContext): Page | undefined {
  return pagesOf(context.choices, context.plan).find((one) => !isInOrder(context, one))
}

function pageOfFailure({ choices, plan }: NewRunContext, event: unknown): Page {
  const error = errorOf(event)
  return error instanceof ContractError ? pageToMend(error.code, choices, plan) : 'summary'
}

function errorOf(event: unknown): Error {
  const thrown = typeof event === 'object' && event !== null && 'error' in event ? event.error : event
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
