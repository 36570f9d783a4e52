/** One execution, a program or a request, from its start to its verdict. */
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Attempt, Execution, HttpRequest, Program } from '../../core/ports.ts'
import { createCapture, removeSegments } from './capture.ts'
import { childEnv } from './childEnv.ts'
import { fill } from './fill.ts'
import { ask, title, type Verdict } from './http.ts'
import { GRACE_MS, type Place, type TaskEnd } from './options.ts'
import { createPipeline } from './pipeline.ts'
import { redactText } from './redact.ts'
import { adopt, launch, outputTail, SUPERVISOR_SCRIPT, type Launcher, type SupervisedEnd } from './supervised.ts'
import { programVerdict } from './verdict.ts'

/** `text`: what it said, for progress: the last 64 KB of a program's output, or an answer's body. */
export type ExecutionEnd = TaskEnd & { readonly text: string }

interface Way {
  readonly folder: string
  readonly onOutput: (text: string) => void
  readonly onEnd: (end: ExecutionEnd) => void
  /** A small one beside a step, or one try of many: ends with its host, and has 30 s to answer a request. */
  readonly small?: boolean
}

const SMALL_REQUEST_MS = 30_000

/** Starts it in `way.folder`, which must be there. Throws where a value is missing or `beforeStart` objects. */
export function execute(execution: Execution, place: Place, way: Way): Attempt {
  place.beforeStart()
  const filled = fill(execution, place.options.values)
  return filled.kind === 'program' ? startProgram(filled, place, way) : startRequest(filled, place, way)
}

/** The same in a folder of its own below the attempt's, emptied first. */
export function executeSmall(execution: Execution, place: Place, name: string, way: Omit<Way, 'folder' | 'small'>): Attempt {
  const folder = join(place.folder, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  return execute(execution, place, { ...way, folder, small: true })
}

/** Follows a program that another host started. */
export function adoptProgram(program: Program, place: Place, way: Way): Attempt {
  return adopt({ folder: way.folder, clock: place.options.clock, onOutput: way.onOutput, onEnd: (end) => way.onEnd(endOfProgram(end, program, way.folder)) })
}

export function endOfProgram(end: SupervisedEnd, program: Program, folder: string): ExecutionEnd {
  return { ...programVerdict(end, program, folder), text: outputTail(folder) }
}

function startProgram(program: Program, place: Place, way: Way): Attempt {
  const { options } = place
  const launcher: Launcher = options.launcher ?? { node: process.execPath, script: SUPERVISOR_SCRIPT }
  const spec = {
    argv: program.argv,
    shell: program.shell,
    cwd: resolve(options.cwd, program.cwd ?? '.'),
    env: childEnv(process.env, launcher.node, program.env),
    secrets: place.secrets,
    graceMs: options.graceMs ?? GRACE_MS,
    tethered: way.small ?? false,
  }
  const onEnd = (end: SupervisedEnd): void => way.onEnd(endOfProgram(end, program, way.folder))
  return launch(spec, launcher, { folder: way.folder, clock: options.clock, onOutput: way.onOutput, onEnd })
}

function startRequest(request: HttpRequest, place: Place, way: Way): Attempt {
  const { clock } = place.options
  let over = false
  const asking = ask(request, clock, way.small === true ? SMALL_REQUEST_MS : undefined, (verdict) => {
    if (over) return
    over = true
    const output = keepAnswer(request, verdict, place, way)
    const message = verdict.message === undefined ? {} : { message: redactText(verdict.message, place.secrets) }
    way.onEnd({ outcome: verdict.ok ? 'done' : 'failed', ...message, ...(output === undefined ? {} : { output }), text: verdict.answer?.body ?? '' })
  })
  return {
    stop() {
      if (over) return
      over = true
      asking.stop()
      clock.after(0, () => way.onEnd({ outcome: 'stopped', text: '' }))
    },
    detach() {
      over = true
      asking.stop()
    },
  }
}

function keepAnswer(request: HttpRequest, { answer, message }: Verdict, place: Place, way: Way): TaskEnd['output'] {
  const head = answer === undefined ? message : `${title(request)} → ${answer.status} in ${Math.round(answer.elapsedMs)} ms\n${answer.body}`
  const pipeline = createPipeline(place.secrets)
  const text = pipeline.write(Buffer.from(`${head ?? ''}\n`)) + pipeline.end()
  const capture = createCapture(way.folder)
  capture.write(text)
  const kept = capture.end()
  removeSegments(way.folder)
  way.onOutput(text)
  return kept
}
