/**
 * A program and everything it started. On POSIX each program leads a session of its own: its process group, and on Linux
 * also the groups that a shell with job control makes inside that session. (A daemon that calls setsid leaves; nothing
 * short of a cgroup would hold it.) On Windows: the tree under its pid.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { processStart } from '../process.ts'

const LOOK_EVERY_MS = 20
const KILL_AGAIN_MS = 1_000

/** Whether anything of it still runs; zombies have ended (in a container nobody may ever reap them). */
export function groupIsAlive(leader: number): boolean {
  if (process.platform === 'win32') return processStart(leader) !== undefined
  if (process.platform === 'linux') return membersOnLinux(leader).length > 0
  return send(-leader, 0)
}

export function signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    try {
      execFileSync('taskkill', ['/PID', String(leader), '/T', '/F'], { stdio: 'ignore' })
    } catch {
      // Already gone.
    }
    return
  }
  send(-leader, signal)
  if (process.platform === 'linux') for (const pid of membersOnLinux(leader, 'outside its group')) send(pid, signal)
}

/** TERM, after the grace KILL, until nothing of it runs. */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
  if (!groupIsAlive(leader)) return
  signalGroup(leader, 'SIGTERM')
  const killAt = performance.now() + graceMs
  let nextKill = killAt
  while (groupIsAlive(leader)) {
    if (performance.now() >= nextKill) {
      signalGroup(leader, 'SIGKILL')
      nextKill = performance.now() + KILL_AGAIN_MS
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

function membersOnLinux(leader: number, which: 'all' | 'outside its group' = 'all'): number[] {
  const members: number[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    let stat: string
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'latin1')
    } catch {
      continue
    }
    // pid (name) state ppid pgrp session …; the name may hold anything, so count after its last parenthesis.
    const [state, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') continue
    const inGroup = Number(group) === leader
    if (which === 'all' ? inGroup || Number(session) === leader : !inGroup && Number(session) === leader) members.push(Number(name))
  }
  return members
}

/** False where there is nobody to send it to. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
