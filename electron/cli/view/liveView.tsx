/** The live view of a run on a terminal: ink paints it, keys become commands, and the terminal is put back whatever happens. */
import { render, useInput, usePaste, useWindowSize } from 'ink'
import { useEffect, useReducer, useRef, useState, type ReactElement } from 'react'
import type { Actor, StepId } from '../../core/ports.ts'
import type { RunState } from '../../core/run/state.ts'
import type { DrivenRun } from '../../node/drivenRun.ts'
import { AT_FIRST, menuOf, press, selectedOf, type ControlState } from './control.ts'
import type { Comparison, Forecast, ViewInput } from '../../core/view/input.ts'
import { pressesOf } from './keyPress.ts'
import { bindings } from './keys.ts'
import { choicesOf, viewModel, type Choices, type ViewModel } from '../../core/view/model.ts'
import { Paint } from './paint.tsx'
import { paletteFor, type Palette } from './palette.ts'
import type { KeyPress } from './prompt.ts'
import { screenLines } from './screen.ts'
import type { SignalLog } from '../../node/hub/signalLog.ts'
import { summaryLine } from './summaryLine.ts'

export interface LiveViewOptions {
  readonly actor: Actor
  comparisons(step: StepId): Comparison
  readonly signals: SignalLog
  /** Run time, ms from the run's start; null where nothing is known. */
  forecast(): Forecast | null
  readonly stdout: NodeJS.WriteStream
  readonly stdin: NodeJS.ReadStream
  /** Ends the view as Ctrl-C does. */
  readonly signal?: AbortSignal
}

/** Clocks and what runs say are redrawn four times a second; a key is answered at once. */
const REDRAW_MS = 250
/** A forecast samples thousands of nights: with each record, else so often. */
const FORECAST_MS = 2000
/** A terminal may keep its cursor where it was as it enters the alternate screen. */
const HOME_AND_CLEAR = '\u001B[H\u001B[2J'

/**
 * Resolves `settled` once the run has ended (its summary line stays on the terminal), `interrupted` on Ctrl-C: programs run on.
 * @throws what the run can't go on for (disk full, lease lost).
 */
export async function runLiveView(driven: DrivenRun, options: LiveViewOptions): Promise<'settled' | 'interrupted'> {
  const source = createSource(driven, options)
  let interrupt: () => void = () => undefined
  const interrupted = new Promise<'interrupted'>((resolve) => (interrupt = () => resolve('interrupted')))
  options.signal?.addEventListener('abort', interrupt, { once: true })
  if (options.signal?.aborted) interrupt()
  // What is typed from here on is a key: the terminal must not write it over the first frame.
  const { stdin, stdout } = options
  stdin.setRawMode?.(true)
  const ink = render(null, {
    stdout,
    stdin,
    exitOnCtrlC: false,
    alternateScreen: true,
    incrementalRendering: true,
    patchConsole: false,
    interactive: true,
  })
  stdout.write(HOME_AND_CLEAR)
  ink.rerender(<LiveView driven={driven} actor={options.actor} source={source} palette={paletteFor(process.env)} onInterrupt={interrupt} onRedraw={() => ink.clear()} />)
  try {
    const how = await Promise.race([driven.settled.then(() => 'settled' as const), interrupted, ink.waitUntilExit().then(() => 'interrupted' as const)])
    ink.unmount()
    await ink.waitUntilExit()
    if (how === 'settled') stdout.write(`${summaryLine(source.model('plan'))}\n`)
    return how
  } finally {
    options.signal?.removeEventListener('abort', interrupt)
    ink.cleanup()
    stdin.setRawMode?.(false)
  }
}

export interface Source {
  model(comparison: ControlState['comparison']): ViewModel
}

/** Gathers what the view shows. What is dear is asked for once a record (the machine's choices), once a step (history). */
export function createSource(driven: DrivenRun, { comparisons, forecast, signals }: Pick<LiveViewOptions, 'comparisons' | 'forecast' | 'signals'>): Source {
  const { engine, compiled } = driven
  const history = new Map<StepId, Comparison>()
  let expected: { readonly seq: number; readonly at: number; readonly is: Forecast | null } | undefined
  let choices: { readonly state: RunState; readonly are: Choices } | undefined
  const comparisonOf = (step: StepId): Comparison => {
    const found = history.get(step) ?? comparisons(step)
    history.set(step, found)
    return found
  }
  return {
    model(comparison) {
      const { state } = engine
      if (choices?.state !== state) choices = { state, are: choicesOf({ compiled, state }) }
      const now = engine.now()
      if (!expected || expected.seq !== state.seq || now - expected.at >= FORECAST_MS) expected = { seq: state.seq, at: now, is: forecast() }
      const input: ViewInput = { run: driven.id, compiled, state, now, comparison, comparisonOf, forecast: expected.is, signs: signals.of }
      return viewModel(input, choices.are)
    },
  }
}

interface Props {
  readonly driven: DrivenRun
  readonly actor: Actor
  readonly source: Source
  readonly palette: Palette | null
  onInterrupt(): void
  /** Something else has written on the screen. */
  onRedraw?(): void
}

export function LiveView({ driven, actor, source, palette, onInterrupt, onRedraw }: Props): ReactElement {
  const { columns, rows } = useWindowSize()
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [control, setControl] = useState(AT_FIRST)
  // Two keys may come before the next frame: each must see what the one before it did.
  const latest = useRef(control)

  useEffect(() => {
    const timer = setInterval(redraw, REDRAW_MS)
    return () => clearInterval(timer)
  }, [])

  const take = (presses: readonly KeyPress[]): void => {
    for (const key of presses) {
      if (key.name === 'interrupt') {
        onInterrupt()
        return
      }
      if (key.name === 'redraw') onRedraw?.()
      latest.current = press(latest.current, key, source.model(latest.current.comparison), (command) => void driven.submit(command, actor))
    }
    setControl(latest.current)
  }
  useInput((input, key) => take(pressesOf(input, key)))
  usePaste((text) => latest.current.prompt && take([{ input: text, name: 'text' }]))

  const model = source.model(control.comparison)
  const selected = selectedOf(model, control)
  const lines = screenLines({ ...control, model, selected, bindings: bindings(model, selected), menu: menuOf(model, control) }, columns, rows)
  return <Paint lines={lines} palette={palette} />
}
