/** What the outside gives the core: time, chance, hashing, programs, a journal. The core has none of these of its own. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

declare const brand: unique symbol
type Brand<T, Name extends string> = T & { readonly [brand]: Name }
export type StepId = Brand<string, 'StepId'>
export type PhaseId = Brand<string, 'PhaseId'>
export type BranchId = Brand<string, 'BranchId'>
export type RunId = Brand<string, 'RunId'>
export type SessionId = Brand<string, 'SessionId'>
export type Sha256 = Brand<string, 'Sha256'>

/** Wall time (ms since 1970, may jump) and monotonic time (ms, comparable inside one session only). */
export interface Clock {
  wallMs(): number
  monoMs(): number
  /** Calls `then` once after `delayMs` (≥ 0); returns a function that cancels it. */
  after(delayMs: number, then: () => void): () => void
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
}

export interface Ids {
  run(): RunId
  session(): SessionId
}

export interface Hash {
  /** Lower-case hex sha256 of the UTF-8 text. */
  sha256(text: string): Sha256
}

export interface Log {
  info(message: string, data?: Json): void
  warn(message: string, data?: Json): void
  error(message: string, data?: Json): void
}

/** Who did it. `via` says by which road; `auto` and `runthrough` are the tool itself. */
export interface Actor {
  readonly name: string
  readonly via: 'terminal' | 'window' | 'link' | 'auto' | 'runthrough'
  readonly role?: string
  /** "Maria, by phone": for whom it was recorded, and how that was known. */
  readonly onBehalfOf?: string
  readonly how?: string
}

/** A program: an argv list, unless the author wrote `shell: true` (then argv is one shell text). Values may hold `${…}`. */
export interface Program {
  readonly kind: 'program'
  readonly argv: readonly string[]
  readonly shell: boolean
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  readonly okCodes: readonly number[]
  /** Globs of files that count for trust besides those that argv names. */
  readonly files: readonly string[]
}

export interface HttpRequest {
  readonly kind: 'http'
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly expect: {
    readonly status: readonly number[]
    /** JSON pointer (RFC 6901) → the value that must stand there. */
    readonly json: Readonly<Record<string, Json>>
    /** Header name → RE2 pattern that its value must match. */
    readonly header: Readonly<Record<string, string>>
    readonly latencyMs?: number
  }
}

export type Execution = Program | HttpRequest

/** How an attempt ended, as its runner saw it. `stopped`: it was asked to stop and its process group is gone. */
export interface AttemptEnd {
  readonly outcome: 'done' | 'failed' | 'stopped'
  readonly exitCode?: number
  readonly signal?: string
  /** One or two sentences for a person: what happened. */
  readonly message?: string
  /** Of an announcement: the text as its audience was told it, or shown it; redacted. */
  readonly told?: string
  /** Amount of data moved, in the step's volume unit. */
  readonly volume?: number
  readonly output?: { readonly file: string; readonly sha256: Sha256; readonly bytes: number }
  /** Wall ms, where it ended while no host was there to see it. */
  readonly endedAt?: number
}

/** A started attempt. */
export interface Attempt {
  /** TERM, after a grace KILL, to the whole process group; the end is then reported as `stopped`. May be called twice. */
  stop(): void
  /** The host goes away: stop listening, leave the program alone. */
  detach(): void
}

/** What a host that comes back finds of an attempt that was running. */
export type Recovery =
  | { readonly found: 'following'; readonly attempt: Attempt }
  | { readonly found: 'ended'; readonly end: AttemptEnd }
  | { readonly found: 'never-began' }
  | { readonly found: 'lost'; readonly why: string }

/** Runs steps' work. `report` is called exactly once per started or followed attempt, never before `start` returned. */
export interface StepRunner<Work> {
  start(work: Work, report: (end: AttemptEnd) => void): Attempt
  recover(work: Work, report: (end: AttemptEnd) => void): Recovery
}

/** One event of one run as it stands on disk. `prev` is the hash of the record before it ('' for the first). */
export interface JournalRecord {
  readonly run: RunId
  /** 1, 2, 3 … without gaps. */
  readonly seq: number
  /** Wall time, ms since 1970. */
  readonly at: number
  /** Monotonic time, ms; comparable only with records of the same session. */
  readonly mono: number
  readonly session: SessionId
  readonly actor: Actor
  /** The event: `{ type, … }`. */
  readonly body: { readonly type: string; readonly [key: string]: Json | undefined }
  readonly prev: Sha256 | ''
  readonly hash: Sha256
}

/** Where a run's records go. `append` returns only when they are on disk (fsync), all or none, and throws otherwise. */
export interface Journal {
  append(records: readonly JournalRecord[]): void
}
