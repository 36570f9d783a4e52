/** The real host as a user has it: `serve` of the built command line, a process with a data folder of its own. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from '../../../electron/contract/clientTypes.ts'
import type { Role } from '../../../electron/contract/roles.ts'
import { copyUnhurried, desk, type Started } from '../../cli/support.ts'
import type { AtEnd } from '../../support/atEnd.ts'
import { freePort } from '../../support/freePort.ts'
import { until } from '../../support/until.ts'
import { openLink } from '../../web/support.ts'

const BOOKS = fileURLToPath(new URL('../books', import.meta.url))
const UNHURRIED = 'An unhurried tour'

export interface Host {
  /** The data folder, and an empty one for the programs of each run. */
  readonly data: string
  work(): string
  link(role: Role): string
  /** The contract as the captain's own client: for what a test is not about. */
  client(): Client
  /** As power fails: SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>
  /** Anew on the same port and data folder. */
  restart(): Promise<void>
  /** A copy of the slow runbook, in a folder of its own, in the library; approved unless said otherwise. */
  slow(options?: { readonly approved: boolean }): Promise<Slow>
  /** A copy of the tour that no busy machine makes late, in the library and approved; its title. */
  unhurriedTour(): Promise<string>
  /** A rehearsal that is under way; its id. */
  rehearse(file: string, inputs: Readonly<Record<string, string>>, options?: { readonly auto: boolean }): Promise<string>
}

export interface Slow {
  readonly file: string
  readonly work: string
  /** Its program, once it runs. */
  started(): Promise<void>
  /** How often it was started. */
  starts(): number
  goesOn(): void
  endsBadly(): void
}

/** `atEnd`: of the test, unless several share it. */
export async function startHost(atEnd?: AtEnd): Promise<Host> {
  const its = desk({}, atEnd)
  const port = await freePort()
  let process: Started
  let links: ReadonlyMap<string, string>
  const start = async (): Promise<void> => {
    process = its.start('serve', '--json', '--share', '--no-open', '--as', 'Maria', '--port', `${port}`)
    const [line] = await process.prints(/^.*\n/)
    const { links: told } = JSON.parse(line) as { readonly links: readonly { readonly role: string; readonly url: string }[] }
    links = new Map(told.map(({ role, url }) => [role, url]))
  }
  await start()
  let open: Client | undefined
  const link = (role: Role): string => links.get(role) ?? ''
  const client = (): Client => (open ??= openLink(link('captain'), atEnd))
  const approve = async (file: string): Promise<void> => {
    const { trustSha256 } = await client().call('trust.show', { file })
    await client().call('trust.approve', { file, trustSha256 })
  }
  return {
    data: its.data,
    work: () => its.work(),
    link,
    client,
    async kill() {
      process.signal('SIGKILL')
      await process.ended
    },
    restart: start,
    async slow({ approved } = { approved: true }) {
      const copy = join(its.folder, 'slow')
      cpSync(BOOKS, copy, { recursive: true })
      const { file } = await client().call('library.open', { path: join(copy, 'slow.yaml') })
      if (approved) await approve(file)
      const work = its.work()
      const started = join(work, 'started')
      const starts = (): number => (existsSync(started) ? readFileSync(started, 'utf8').trim().split('\n').length : 0)
      return { file, work, starts, started: () => until(() => starts() > 0), goesOn: () => writeFileSync(join(work, 'go'), ''), endsBadly: () => writeFileSync(join(work, 'fail'), '') }
    },
    async unhurriedTour() {
      const { file } = await client().call('library.open', { path: copyUnhurried(join(its.folder, 'unhurried'), UNHURRIED) })
      await approve(file)
      return UNHURRIED
    },
    async rehearse(file, inputs, { auto } = { auto: false }) {
      const { entry: { sha256 } } = await client().call('plan', { file })
      const { run } = await client().call('run.start', { file, sha256: sha256 ?? '', mode: 'rehearsal', environment: 'local', inputs, auto })
      return run
    },
  }
}
