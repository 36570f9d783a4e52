/** A scratch environment of the scripts in runbooks/postgres: two clusters and an application, gone afterwards. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { homeOf, removeMove } from '../../support/postgres.ts'
import { script, type Ended } from './scratch.ts'

const ROWS = '1000'

export class Move {
  readonly work = mkdtempSync(join(tmpdir(), 'runthrough-move-'))

  private constructor() {}

  /** Nothing was made yet. */
  static empty(): Move {
    return new Move()
  }

  /** Both clusters are there, and the application writes to the old one. */
  static async writing(): Promise<Move> {
    const move = new Move()
    await move.run('setup', '--rows', ROWS, '--scratch', 'yes')
    await move.run('scratch', '--do', 'start')
    return move
  }

  /** The same, and the new cluster follows. */
  static async copied(): Promise<Move> {
    const move = await Move.writing()
    await move.run('schema', '--do', 'copy')
    await move.run('publish')
    await move.run('initial-sync')
    return move
  }

  /** The steps from `freeze-old` to `new-takes-writes`. */
  async cutOver(): Promise<void> {
    await this.run('writes', '--do', 'stop', '--cluster', 'old')
    await this.run('lag', '--direction', 'forward', '--since-stop', 'yes')
    await this.run('compare', '--while', 'stopped')
    await this.run('sequences', '--from', 'old')
    await this.run('turn-around')
    await this.run('turn-around') // once more changes nothing
    await this.run('writes', '--do', 'open', '--cluster', 'new')
    await this.run('acks', '--by', 'new')
  }

  /** The branch `go-back`. `beforeWrites` looks while nobody writes yet. */
  async goBack(beforeWrites: () => void = () => undefined): Promise<void> {
    await this.run('writes', '--do', 'stop', '--cluster', 'new')
    await this.run('lag', '--direction', 'back', '--since-stop', 'yes')
    await this.run('compare', '--while', 'stopped')
    await this.run('sequences', '--from', 'new')
    await this.run('drop', '--direction', 'back')
    await this.run('drop', '--direction', 'forward')
    beforeWrites()
    await this.run('writes', '--do', 'open', '--cluster', 'old')
    await this.run('acks', '--by', 'old')
  }

  async stopApplication(): Promise<void> {
    await this.run('scratch', '--do', 'stop-application')
  }

  /** Runs `postgres/NAME.mjs` in this environment, whatever its end. */
  try(name: string, ...options: string[]): Promise<Ended> {
    return script([`postgres/${name}.mjs`, '--work', this.work, ...options])
  }

  /** The same, and it has to succeed. */
  async run(name: string, ...options: string[]): Promise<string> {
    const ended = await this.try(name, ...options)
    if (ended.code !== 0) throw new Error(`${name}: exit ${ended.code}\n${ended.out}${ended.err}`)
    return ended.out
  }

  get home(): string {
    return homeOf(this.work)
  }

  /** The process of each cluster. */
  servers(): number[] {
    return ['old', 'new'].map((name) => Number(readFileSync(join(this.home, name, 'postmaster.pid'), 'utf8').split('\n')[0]))
  }

  readonly runs = (pid: number): boolean => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    removeMove(this.work)
    return Promise.resolve()
  }
}
