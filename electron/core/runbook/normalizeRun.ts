/** `run:` as written → an execution with its defaults. */
import type { Execution, HttpRequest, Json, Program } from '../ports.ts'
import { durationMs } from './duration.ts'
import { given } from './given.ts'
import { METHODS, type RawRun } from './schemaRun.ts'
import { child, entries, items, text, type Tree } from './tree.ts'

/** A 2xx that says "done"; what an HTTP request expects where the file says nothing. */
const SUCCESS = [200, 201, 202, 203, 204] as const

/** `tree` is the same place as `raw`: texts are taken from it as they were written. */
export function normalizeRun(raw: RawRun, tree: Tree | undefined): Execution {
  return raw.http ? httpOf(raw.http, child(tree, 'http')) : programOf(raw, tree)
}

function programOf(raw: RawRun, tree: Tree | undefined): Program {
  const command = child(tree, 'command')
  return given({
    kind: 'program' as const,
    argv: command?.type === 'scalar' ? [text(command) ?? ''] : items(command).map((item) => text(item) ?? ''),
    shell: raw.shell ?? false,
    cwd: raw.cwd,
    env: textsOf(child(tree, 'env')),
    okCodes: raw['ok-codes'] ?? [0],
    files: raw.files ?? [],
  })
}

function httpOf(raw: NonNullable<RawRun['http']>, tree: Tree | undefined): HttpRequest {
  const method = METHODS.find((name) => raw[name] !== undefined) ?? 'get'
  const { status, json, header, latency } = raw.expect ?? {}
  return given({
    kind: 'http' as const,
    method: method.toUpperCase() as HttpRequest['method'],
    url: raw[method] ?? '',
    headers: textsOf(child(tree, 'headers')),
    body: raw.body,
    expect: given({
      status: status === undefined ? SUCCESS : typeof status === 'number' ? [status] : status,
      json: (json ?? {}) as Record<string, Json>,
      header: header ?? {},
      latencyMs: latency === undefined ? undefined : durationMs(latency),
    }),
  })
}

/** A map of texts, each as written. */
export function textsOf(tree: Tree | undefined): Record<string, string> {
  return Object.fromEntries(entries(tree).map(([key, value]) => [key, text(value) ?? '']))
}
