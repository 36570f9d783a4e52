/** What a supervisor is told, as one line of JSON on its stdin: it holds secrets, so it must not be seen in `ps` or lie on the disk. */

export interface ProgramSpec {
  /** Program and arguments as they are, or one shell text where `shell` is true. */
  readonly argv: readonly string[]
  readonly shell: boolean
  /** Absolute. */
  readonly cwd: string
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>
  /** Redacted in the output. */
  readonly secrets: readonly string[]
  readonly graceMs: number
  /** Ends with its host (a probe, one try of a repeated check): when stdin closes, the program is killed. */
  readonly tethered: boolean
  /** The attempt folder's inode: a supervisor that comes late must not work in a newer folder of the same name. */
  readonly inode: string
}

/** Undefined for a text that its writer did not finish. */
export function parseSpec(line: string): ProgramSpec | undefined {
  try {
    return JSON.parse(line) as ProgramSpec
  } catch {
    return undefined
  }
}
