/** A host that is made to be killed: starts the step of argv[2] (JSON: { folder, step }) and says on stdout what it hears. */
import { systemClock } from '../../../electron/node/clock.ts'
import { createStepRunner } from '../../../electron/node/exec/stepRunner.ts'
import type { Step } from '../../../electron/core/runbook/model.ts'
import type { RunId } from '../../../electron/core/ports.ts'

const { folder, step } = JSON.parse(process.argv[2] ?? '') as { folder: string; step: Step }
const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`)
const runner = createStepRunner({
  folder,
  cwd: folder,
  values: { vars: {}, inputs: {}, secrets: { TOKEN: 'hunter22' } },
  clock: systemClock(),
  mode: 'rehearsal',
  comms: 'shown',
  audiences: {},
  onSignal: say,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
})
runner.start({ run: '01TEST' as RunId, step, attempt: 1, startedAt: 0 }, say)
