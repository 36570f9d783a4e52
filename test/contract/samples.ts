/** One right input for everything that can be asked: the compiler sees that none is missing. */
import type { Input, MethodName, StreamInput, StreamName } from '../../electron/contract/api.ts'
import type { Command } from '../../electron/contract/command.ts'
import type { Role } from '../../electron/contract/roles.ts'

const file = '/books/release.yaml'
const run = 'r-20261123-0712-7f3a'

export const INPUTS: { readonly [M in MethodName]: Input<M> } = {
  introduce: { name: 'Ada' },
  session: {},
  now: {},
  'library.open': { path: file },
  'library.forget': { file },
  'library.browse': {},
  plan: { file },
  simulate: { file, runs: 10, seed: 1 },
  lead: { file, from: 'act', to: 'undo', event: 'ROLLBACK', kind: 'rollback' },
  'trust.show': { file },
  'trust.approve': { file, trustSha256: '0'.repeat(64) },
  'board.vote': { file, environment: 'production', role: 'captain', vote: 'go' },
  'board.evidence': { file, environment: null, item: 'load-test', evidence: { kind: 'note', text: 'done' } },
  'board.accept': { file, environment: null, row: 'risk:slow', reason: 'we watch it' },
  'run.start': { file, sha256: '0'.repeat(64), mode: 'tabletop', inputs: {} },
  'run.resume': { run },
  'run.command': { run, command: { do: 'note', text: 'seen' } },
  'run.choices': { run },
  'run.loses': { run, branch: 'back' },
  'run.log': { run, before: 10, limit: 5 },
  'run.output': { run, step: 'act', attempt: 1 },
  'runs.list': { limit: 10 },
  'settings.read': {},
  'settings.write': { theme: 'dark' },
  links: {},
}

export const STREAM_INPUTS = { library: {}, runs: {}, run: { run }, board: { file, environment: null }, 'run.board': { run }, output: { run } } as const satisfies { readonly [S in StreamName]: StreamInput<S> }

const because = { reason: 'because' }
export const COMMANDS: { readonly [Do in Command['do']]: Command & { readonly do: Do } } = {
  start: { do: 'start', step: 'act' },
  done: { do: 'done', step: 'act' },
  fail: { do: 'fail', step: 'act', ...because },
  retry: { do: 'retry', step: 'act' },
  skip: { do: 'skip', step: 'act', ...because },
  degrade: { do: 'degrade', step: 'act', ...because },
  vouch: { do: 'vouch', step: 'act', ran: true },
  draw: { do: 'draw', inject: 'fire' },
  detect: { do: 'detect', inject: 'fire' },
  choose: { do: 'choose', step: 'act', outcome: 'yes' },
  vote: { do: 'vote', step: 'act', role: 'captain', vote: 'go' },
  rollback: { do: 'rollback', ...because },
  accept: { do: 'accept', step: 'act', ...because },
  branch: { do: 'branch', branch: 'back', from: 'act', ...because },
  goto: { do: 'goto', from: 'act', to: 'look', ...because },
  recycle: { do: 'recycle', to: 'act', ...because },
  crossing: { do: 'crossing', step: 'act', took: 'yes' },
  undo: { do: 'undo' },
  amend: { do: 'amend', step: 'act', endedAt: 1, ...because },
  hold: { do: 'hold', ...because },
  release: { do: 'release' },
  abandon: { do: 'abandon', ...because },
  gap: { do: 'gap', as: 'work' },
  note: { do: 'note', text: 'seen' },
}

interface May {
  readonly methods: readonly MethodName[]
  readonly streams: readonly StreamName[]
  readonly commands: readonly Command['do'][]
}

const LOOKS = ['introduce', 'session', 'now', 'plan', 'simulate', 'lead', 'run.log', 'run.output', 'runs.list', 'settings.read'] as const
const STEPS = ['start', 'done', 'fail', 'retry', 'skip', 'degrade', 'vouch', 'draw', 'detect', 'choose', 'vote', 'note', 'undo', 'hold'] as const
const ALL_STREAMS = ['library', 'runs', 'run', 'board', 'run.board', 'output'] as const

/** Written out on purpose: whoever gives a role more must say it here, too. `run.command` counts as a method where any command may be asked. */
export const MAY: { readonly [R in Role]: May } = {
  captain: { methods: Object.keys(INPUTS) as MethodName[], streams: ALL_STREAMS, commands: Object.keys(COMMANDS) as Command['do'][] },
  operator: { methods: [...LOOKS, 'board.vote', 'board.evidence', 'run.choices'], streams: ALL_STREAMS, commands: STEPS },
  // `run.resume` and the last five on the way back alone: test/unit/service/wayBack.test.ts.
  rollback: { methods: ['introduce', 'session', 'now', 'run.resume', 'run.loses'], streams: ['runs', 'run', 'output'], commands: ['rollback', 'accept', 'start', 'done', 'fail', 'retry', 'choose'] },
  observer: { methods: LOOKS, streams: ALL_STREAMS, commands: [] },
}
