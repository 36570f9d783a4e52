/** A thread that dies is made anew once for the work in hand; what it can't do is told, and the next work is done. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createThread, type Thread } from '../../../electron/node/worker/thread.ts'
import type { Work } from '../../../electron/node/worker/messages.ts'
import { temporaryFolder } from '../store/support.ts'

/** Its work is a line of JavaScript in `file`: `times` is how often this line has been begun. */
const WORKER = `
import { parentPort } from 'node:worker_threads'
import { appendFileSync, readFileSync } from 'node:fs'
parentPort.on('message', ({ id, work: { file } }) => {
  const [log, line] = file.split('|')
  appendFileSync(log, line + '\\n')
  const times = readFileSync(log, 'utf8').split('\\n').filter((each) => each === line).length
  parentPort.postMessage({ id, answer: new Function('times', 'process', line)(times, process) })
})
`

function thread(): { readonly its: Thread; readonly begun: () => string[]; ask(line: string, key?: string): Promise<unknown> } {
  const folder = temporaryFolder()
  const [script, log] = [join(folder, 'worker.mjs'), join(folder, 'log')]
  writeFileSync(script, WORKER)
  const its = createThread({ script, database: '', cancelled: () => new Error('cancelled') })
  onTestFinished(() => its.close())
  const work = (line: string): Work => ({ do: 'forecast', file: `${log}|${line}`, bytes: new Uint8Array() })
  return { its, begun: () => readFileSync(log, 'utf8').trim().split('\n'), ask: (line, key) => its.ask(work(line), key) }
}

test('work that its thread died of is done once more, by a new one', async () => {
  const { ask, begun } = thread()
  const dies = ask('if (times === 1) process.exit(1); return "done"')
  const next = ask('return "next"')
  expect(await dies).toBe('done')
  expect(await next).toBe('next')
  expect(begun()).toHaveLength(3)
})

test('work that kills every thread is told, and kills no other work', async () => {
  const { ask, begun } = thread()
  const deadly = expect(ask('process.exit(7)')).rejects.toThrow('ended with 7')
  const next = ask('return "next"')
  await deadly
  expect(await next).toBe('next')
  expect(begun()).toEqual(['process.exit(7)', 'process.exit(7)', 'return "next"'])
})
