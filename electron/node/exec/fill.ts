/** Puts values into an execution: whole argv elements, env values, URL, headers, body; never into shell text. */
import type { Execution, HttpRequest, Program } from '../../core/ports.ts'
import { substitute, type Values } from '../../core/runbook/substitute.ts'

/** Throws RunthroughError where a value is missing. */
export function fill(execution: Execution, values: Values): Execution {
  return execution.kind === 'program' ? fillProgram(execution, values) : fillRequest(execution, values)
}

function fillProgram(program: Program, values: Values): Program {
  const argv = program.shell ? program.argv : program.argv.map((text) => substitute(text, values))
  return { ...program, argv, env: fillAll(program.env, values) }
}

function fillRequest(request: HttpRequest, values: Values): HttpRequest {
  const body = request.body === undefined ? {} : { body: substitute(request.body, values) }
  return { ...request, url: substitute(request.url, values), headers: fillAll(request.headers, values), ...body }
}

function fillAll(texts: Readonly<Record<string, string>>, values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, substitute(text, values)]))
}
