/**
 * Hold to confirm: idle → holding → confirmed. Released early it says what to do, and is idle again; a typed word is the other way,
 * for keyboards, switches and screen readers.
 */
import { assign, setup } from 'xstate'

export interface HoldInput {
  readonly ms: number
  readonly word: string
}

export type HoldEvent =
  | { readonly type: 'PRESS' }
  | { readonly type: 'RELEASE' }
  /** A click without a press before it: a screen reader's. */
  | { readonly type: 'CLICK' }
  | { readonly type: 'TYPE'; readonly text: string }
  | { readonly type: 'SEND' }
  /** What was confirmed is over, or was refused. */
  | { readonly type: 'RESET' }

export const holdMachine = setup({
  types: {
    context: {} as HoldInput & { readonly typed: string; readonly short: boolean; readonly wrong: boolean },
    events: {} as HoldEvent,
    input: {} as HoldInput,
  },
  delays: { hold: ({ context }) => context.ms },
  guards: { isWord: ({ context }) => context.typed.trim().toLowerCase() === context.word.toLowerCase() },
}).createMachine({
  id: 'hold',
  context: ({ input }) => ({ ...input, typed: '', short: false, wrong: false }),
  initial: 'idle',
  on: { TYPE: { actions: assign({ typed: ({ event }) => event.text, wrong: false }) } },
  states: {
    idle: {
      on: {
        PRESS: 'holding',
        CLICK: { actions: assign({ short: true }) },
        SEND: [{ guard: 'isWord', target: 'confirmed' }, { actions: assign({ wrong: true }) }],
      },
    },
    holding: {
      entry: assign({ short: false, wrong: false }),
      on: { RELEASE: { target: 'idle', actions: assign({ short: true }) } },
      after: { hold: 'confirmed' },
    },
    confirmed: {
      entry: assign({ typed: '', short: false, wrong: false }),
      on: { RESET: 'idle' },
    },
  },
})
