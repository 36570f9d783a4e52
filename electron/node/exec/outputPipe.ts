/**
 * What a program writes to. One named pipe for stdout and stderr, so that their lines keep their order and `/dev/stderr`
 * can be opened; Node's own "pipes" are two sockets that do neither. Where there are no named pipes: those two.
 */
import { execFileSync, type ChildProcess, type StdioOptions } from 'node:child_process'
import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'

export interface Output {
  readonly stdio: StdioOptions
  /** The program has its end now. */
  started(program: ChildProcess): void
  /** Resolves when every writer has closed its end, at latest after `mostMs`. */
  drained(mostMs: number): Promise<void>
  close(): void
}

export function openOutput(take: (bytes: Uint8Array) => void): Output {
  const fifo = process.platform === 'win32' ? undefined : openFifo()
  let sources: Readable[] = []

  return {
    stdio: fifo === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', fifo.writeEnd, fifo.writeEnd],
    started(program) {
      if (fifo === undefined) sources = [program.stdout, program.stderr].filter((stream): stream is Readable => stream !== null)
      else {
        closeSync(fifo.writeEnd)
        sources = [new Socket({ fd: fifo.readEnd, readable: true, writable: false })]
      }
      for (const source of sources) source.on('data', take).on('error', () => source.destroy())
    },
    async drained(mostMs) {
      const closed = sources.map((source) => source.closed || source.readableEnded || new Promise((resolve) => source.once('close', resolve).once('end', resolve)))
      let timer: NodeJS.Timeout | undefined
      await Promise.race([Promise.all(closed), new Promise((resolve) => (timer = setTimeout(resolve, mostMs)))])
      clearTimeout(timer)
    },
    close() {
      for (const source of sources) source.off('data', take).destroy()
    },
  }
}

function openFifo(): { readEnd: number; writeEnd: number } | undefined {
  const path = 'fifo'
  try {
    execFileSync('mkfifo', ['-m', '600', path], { stdio: 'ignore' })
    // The reader first and without waiting: opening a named pipe waits for its other end.
    const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writeEnd = openSync(path, constants.O_WRONLY)
    return { readEnd, writeEnd }
  } catch {
    return undefined
  } finally {
    rmSync(path, { force: true })
  }
}
