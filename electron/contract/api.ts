/**
 * Everything a page may ask of a host. Each method declares what it takes, what it gives, which "no" it may say and who may ask; each
 * stream declares its snapshot and its events. Whatever is not in here does not cross the wire.
 */
import { z } from 'zod'
import { Command } from './command.ts'
import type { WireCode } from './errors.ts'
import { CAPTAIN, EVERYBODY, GOING_BACK, OPERATORS, WATCHERS, type Role } from './roles.ts'
import { LeadView } from './shapes/coverage.ts'
import { BoardView, VoteWord } from './shapes/board.ts'
import { FolderListing, LibraryFrame, LibrarySnapshot, RunsSnapshot } from './shapes/library.ts'
import { GraphEdge, PlanView, SimulationView, TrustView } from './shapes/plan.ts'
import { LogEntry, OutputFrame, OutputSnapshot, RunChoices, RunFrame, RunSnapshot, RunSummary } from './shapes/run.ts'
import { NewRunMode, Text } from './shapes/scalars.ts'
import { Links, Session, Settings } from './shapes/settings.ts'

export interface Method {
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** Besides those that the contract itself gives. */
  readonly errors: readonly WireCode[]
  readonly roles: readonly Role[]
}

export interface Stream {
  readonly input: z.ZodType
  readonly snapshot: z.ZodType
  readonly event: z.ZodType
  readonly errors: readonly WireCode[]
  readonly roles: readonly Role[]
}

const path = z.string().min(1).max(4096)
const runId = z.string().min(1).max(100)
const stepId = z.string().min(1).max(100)
const nothing = z.strictObject({})
const word = z.string().min(1).max(100)
const said = z.string().max(10_000)
const board = { file: path, environment: z.string().max(100).nullable() }
const proxy = { onBehalfOf: z.string().max(200).optional(), how: z.string().max(200).optional() }
const FILE_ERRORS = ['unreadable-file', 'invalid-runbook'] as const satisfies readonly WireCode[]
const BOARD_ERRORS = [...FILE_ERRORS, 'unknown-environment', 'bad-input', 'disk-full'] as const satisfies readonly WireCode[]
const COMMAND_ERRORS = ['unknown-run', 'unknown-step', 'bad-input', 'illegal', 'past-no-return', 'leased', 'disk-full', 'chain-broken'] as const satisfies readonly WireCode[]

export const METHODS = {
  /** Who asks from here on: the name that the log shows. Answers who the connection is. */
  introduce: { input: z.strictObject({ name: z.string().max(200) }), output: Session, errors: ['bad-input'], roles: EVERYBODY },
  session: { input: nothing, output: Session, errors: [], roles: EVERYBODY },
  /** The host's wall clock, ms: for the page's offset. */
  now: { input: nothing, output: z.strictObject({ now: z.number() }), errors: [], roles: EVERYBODY },

  /** Takes a runbook file into the library; answers its real path. */
  'library.open': { input: z.strictObject({ path }), output: z.strictObject({ file: Text }), errors: ['unreadable-file', 'disk-full'], roles: CAPTAIN },
  /** Out of the library; the file and its history stay. */
  'library.forget': { input: z.strictObject({ file: path }), output: nothing, errors: ['disk-full'], roles: CAPTAIN },
  /** What is in a folder, to choose a runbook from; the home folder unless said. */
  'library.browse': { input: z.strictObject({ folder: path.optional() }), output: FolderListing, errors: ['unreadable-file'], roles: CAPTAIN },

  plan: { input: z.strictObject({ file: path }), output: PlanView, errors: ['unreadable-file'], roles: WATCHERS },
  simulate: { input: z.strictObject({ file: path, runs: z.int().min(1).max(10_000), seed: z.int().min(0) }), output: SimulationView, errors: [...FILE_ERRORS, 'decision-unanswered'], roles: WATCHERS },

  /** How a rehearsal is led to an edge of the graph. */
  lead: {
    input: z.strictObject({ file: path, from: z.string().max(200), to: z.string().max(200), event: z.string().max(400), kind: GraphEdge.shape.kind }),
    output: z.strictObject({ lead: LeadView.nullable() }),
    errors: FILE_ERRORS,
    roles: WATCHERS,
  },

  'trust.show': { input: z.strictObject({ file: path }), output: TrustView, errors: FILE_ERRORS, roles: CAPTAIN },
  /** Approves exactly the bytes that were shown. */
  'trust.approve': { input: z.strictObject({ file: path, trustSha256: z.string().regex(/^[0-9a-f]{64}$/) }), output: nothing, errors: [...FILE_ERRORS, 'untrusted', 'disk-full'], roles: CAPTAIN },

  /** Before a run; at a gate votes are commands of the run. `onBehalfOf` and `how` come together: "Maria, by phone". */
  'board.vote': { input: z.strictObject({ ...board, role: word, vote: VoteWord, reason: said.optional(), until: z.number().optional(), ...proxy }), output: nothing, errors: BOARD_ERRORS, roles: OPERATORS },
  /** A file is hashed where it is: only its name, hash and size cross. */
  'board.evidence': {
    input: z.strictObject({
      ...board,
      item: word,
      evidence: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('note'), text: said }),
        z.strictObject({ kind: z.literal('link'), url: z.string().max(2_000) }),
        z.strictObject({ kind: z.literal('file'), name: z.string().min(1).max(300), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) }),
        z.strictObject({ kind: z.literal('withdrawn'), why: said }),
      ]),
      ...proxy,
    }),
    output: nothing,
    errors: BOARD_ERRORS,
    roles: OPERATORS,
  },
  /** Of a row that is not fine; `withdraw` takes it back. */
  'board.accept': { input: z.strictObject({ ...board, row: z.string().min(1).max(200), reason: said, withdraw: z.boolean().optional(), ...proxy }), output: nothing, errors: BOARD_ERRORS, roles: CAPTAIN },

  'run.start': {
    input: z.strictObject({
      file: path,
      /** Of the bytes that the captain saw; others are refused. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      mode: NewRunMode,
      environment: z.string().max(100).optional(),
      inputs: z.record(z.string().max(100), z.string().max(10_000)),
      auto: z.boolean().optional(),
      rollbackAt: stepId.optional(),
      seed: z.int().min(0).optional(),
      injects: z.array(z.string().max(100)).max(100).optional(),
      /** So many more, which ones by the seed. */
      injectsBySeed: z.int().min(0).max(100).optional(),
      /** Live: the runbook's id, typed by the captain. */
      confirm: z.string().max(100).optional(),
    }),
    output: z.strictObject({ run: Text }),
    errors: [...FILE_ERRORS, 'unknown-environment', 'environment-live', 'live-refused', 'bad-input', 'unknown-step', 'missing-secret', 'untrusted', 'decision-unanswered', 'identity-failed', 'script-changed', 'disk-full'],
    roles: CAPTAIN,
  },
  /** Takes a run over that nobody drives; with the rollback's link one that is on its way back. `acceptLostTail`: somebody has looked, and goes on although events are lost. */
  'run.resume': {
    input: z.strictObject({ run: runId, acceptLostTail: z.boolean().optional() }),
    output: nothing,
    errors: [...COMMAND_ERRORS, 'script-changed', 'untrusted', 'missing-secret', 'invalid-runbook'],
    roles: GOING_BACK,
  },
  /** Each command has roles of its own, in COMMAND_ROLES; whoever drives the run decides. */
  'run.command': { input: z.strictObject({ run: runId, command: Command }), output: z.strictObject({ seq: z.int() }), errors: COMMAND_ERRORS, roles: EVERYBODY },
  'run.choices': { input: z.strictObject({ run: runId, step: stepId.optional() }), output: RunChoices, errors: ['unknown-run', 'unknown-step', 'chain-broken'], roles: OPERATORS },
  /** What is lost if this rollback is started now, measured by the runbook's own probe: on the host that drives the run, and on an approved runbook only. */
  'run.loses': {
    input: z.strictObject({ run: runId, branch: stepId }),
    output: z.strictObject({ at: z.number(), text: Text.nullable(), failed: Text.nullable() }),
    errors: ['unknown-run', 'illegal', 'untrusted', 'chain-broken'],
    roles: GOING_BACK,
  },
  /** Log entries before `before`, oldest first. */
  'run.log': { input: z.strictObject({ run: runId, before: z.int().min(1), limit: z.int().min(1).max(500) }), output: z.strictObject({ entries: z.array(LogEntry) }), errors: ['unknown-run', 'chain-broken'], roles: WATCHERS },
  /** What an attempt wrote, its end where it is long. */
  'run.output': { input: z.strictObject({ run: runId, step: stepId, attempt: z.int().min(1) }), output: z.strictObject({ text: Text, bytes: z.int(), cut: z.boolean() }), errors: ['unknown-run', 'unknown-step'], roles: WATCHERS },
  /** Of one runbook, or of all; the newest first. */
  'runs.list': { input: z.strictObject({ runbook: z.string().max(100).optional(), limit: z.int().min(1).max(500) }), output: z.strictObject({ runs: z.array(RunSummary) }), errors: [], roles: WATCHERS },

  'settings.read': { input: nothing, output: Settings, errors: [], roles: WATCHERS },
  'settings.write': { input: Settings.partial(), output: Settings, errors: ['bad-input', 'unreadable-file', 'disk-full'], roles: CAPTAIN },
  links: { input: nothing, output: Links, errors: [], roles: CAPTAIN },
} as const satisfies Readonly<Record<string, Method>>

export const STREAMS = {
  library: { input: nothing, snapshot: LibrarySnapshot, event: LibraryFrame, errors: [], roles: WATCHERS },
  /** Each event is the whole list. */
  runs: { input: nothing, snapshot: RunsSnapshot, event: RunsSnapshot, errors: [], roles: EVERYBODY },
  run: { input: z.strictObject({ run: runId }), snapshot: RunSnapshot, event: RunFrame, errors: ['unknown-run', 'chain-broken', 'damaged-database'], roles: EVERYBODY },
  /** Each event is the whole board. */
  board: { input: z.strictObject({ file: path, /** Unless said, of the one live environment, else of the only one. */ environment: z.string().max(100).nullable().optional() }), snapshot: BoardView, event: BoardView, errors: [...FILE_ERRORS, 'unknown-environment', 'disk-full'], roles: WATCHERS },
  /** Of a gate in a run: the one that is asked now, else the next, unless said. */
  'run.board': { input: z.strictObject({ run: runId, step: stepId.optional() }), snapshot: BoardView, event: BoardView, errors: ['unknown-run', 'unknown-step', 'chain-broken', 'damaged-database'], roles: WATCHERS },
  output: { input: z.strictObject({ run: runId }), snapshot: OutputSnapshot, event: OutputFrame, errors: ['unknown-run'], roles: EVERYBODY },
} as const satisfies Readonly<Record<string, Stream>>

export type MethodName = keyof typeof METHODS
export type StreamName = keyof typeof STREAMS
export type Input<M extends MethodName> = z.input<(typeof METHODS)[M]['input']>
export type Output<M extends MethodName> = z.output<(typeof METHODS)[M]['output']>
export type StreamInput<S extends StreamName> = z.input<(typeof STREAMS)[S]['input']>
export type SnapshotOf<S extends StreamName> = z.output<(typeof STREAMS)[S]['snapshot']>
export type EventOf<S extends StreamName> = z.output<(typeof STREAMS)[S]['event']>
