/**
 * The full machine as W3C SCXML (https://www.w3.org/TR/scxml/), hand-made transitions included.
 * Guards and actions are the machine's own named functions with their parameters: `cond="canRollBack({…})"` calls them in the data
 * model; assignments stand as `<assign location="context" expr="finish(context, {…}, _event)"/>`, raised events as `<raise>`. SCXML ids
 * are NCNames, and an event's name (an outcome's label is part of it) has no spaces: whatever they may not hold is written as `_` and its code, `_` itself too, so that two ids never become the same.
 */
import type { Named, StateConfig, TransitionConfig } from './config.ts'

export function scxml(config: StateConfig, name: string): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>']
  lines.push(`<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript" name="${ncName(name)}"${initialOf(config, [])}>`)
  lines.push('  <datamodel>', '    <data id="context"/>', '  </datamodel>')
  for (const [key, state] of Object.entries(config.states ?? {})) write(key, state, [], 1)
  lines.push('</scxml>')
  return `${lines.join('\n')}\n`

  function write(key: string, state: StateConfig, parents: readonly string[], depth: number): void {
    const indent = '  '.repeat(depth)
    const path = [...parents, key]
    const id = idOf(state, path)
    const tag = state.type === 'final' ? 'final' : state.type === 'parallel' ? 'parallel' : 'state'
    const body = lines.length
    // A parallel state enters all of its children: it has no initial one.
    lines.push(`${indent}<${tag} id="${id}"${tag === 'state' ? initialOf(state, path) : ''}>`)
    const transition = (one: TransitionConfig, event: string | undefined): void => writeTransition(one, event, path, `${indent}  `)
    for (const one of state.always ?? []) transition(one, undefined)
    for (const [event, list] of Object.entries(state.on ?? {})) for (const one of list) transition(one, ncName(event))
    for (const one of state.onDone ?? []) transition(one, `done.state.${id}`)
    for (const [child, inner] of Object.entries(state.states ?? {})) write(child, inner, path, depth + 1)
    if (lines.length === body + 1) lines[body] = `${lines[body]?.slice(0, -1)}/>`
    else lines.push(`${indent}</${tag}>`)
  }

  function writeTransition({ target, guard, actions = [], description }: TransitionConfig, event: string | undefined, path: readonly string[], indent: string): void {
    const at = target === undefined ? '' : ` target="${targetId(target, path)}"`
    const open = `<transition${event === undefined ? '' : ` event="${event}"`}${guard ? ` cond="${attribute(call(guard))}"` : ''}${at}`
    if (description !== undefined) lines.push(`${indent}<!-- ${comment(description)} -->`)
    if (actions.length === 0) lines.push(`${indent}${open}/>`)
    else lines.push(`${indent}${open}>`, ...actions.map((action) => `${indent}  ${executable(action)}`), `${indent}</transition>`)
  }
}

/** A state's own id, else its path. A target without # names a sibling. */
function idOf(state: StateConfig, path: readonly string[]): string {
  return state.id === undefined ? pathId(path) : ncName(state.id)
}
function targetId(target: string, path: readonly string[]): string {
  return target.startsWith('#') ? ncName(target.slice(1)) : pathId([...path.slice(0, -1), target])
}
/** `//` cannot stand in an id of ours. */
const pathId = (path: readonly string[]): string => ncName(`//${path.join('/')}`)

function initialOf(state: StateConfig, path: readonly string[]): string {
  const inner = state.initial === undefined ? undefined : state.states?.[state.initial]
  return inner && state.initial !== undefined ? ` initial="${idOf(inner, [...path, state.initial])}"` : ''
}

/** Ids of ours are ASCII; `_` starts an escape, so it never stands for itself. */
export function ncName(id: string): string {
  const escaped = id.replace(/[^A-Za-z0-9.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)
  return /^[A-Za-z_]/.test(escaped) ? escaped : `_${escaped}`
}

function call({ type, params }: Named): string {
  return `${type}(context${params ? `, ${JSON.stringify(params)}` : ''})`
}

function executable({ type, params }: Named): string {
  if (type !== 'raise') return `<assign location="context" expr="${attribute(`${type}(context, ${JSON.stringify(params ?? {})}, _event)`)}"/>`
  const event = params?.['event'] as { readonly type?: string } | undefined
  return `<raise event="${ncName(event?.type ?? '')}"/>`
}

/** Characters that XML 1.0 cannot hold at all are dropped. */
function legal(value: string): string {
  return value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
}
function attribute(value: string): string {
  return legal(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;').replaceAll('\r', '&#13;')
}
function comment(value: string): string {
  return legal(value).replaceAll('--', '- -').replace(/-$/, '- ')
}
