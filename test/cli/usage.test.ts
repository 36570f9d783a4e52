/** What was typed wrong, and how it is told. */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk, TOUR } from './support.ts'

const COMMANDS = ['check', 'graph', 'trust', 'rehearse', 'live', 'resume', 'rollback', 'abandon', 'draw', 'simulate', 'forecast', 'history', 'compare', 'verify', 'doctor']

test('every command has a help with its summary and an example', async () => {
  const { run } = desk()
  const all = await run('--help')
  expect(all.code).toBe(0)
  for (const command of COMMANDS) {
    expect(all.stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  }
  const helps = await Promise.all(COMMANDS.map((command) => run(command, '--help')))
  for (const [index, help] of helps.entries()) {
    expect(help.code).toBe(0)
    expect(help.stdout).toContain(`Usage: runthrough ${COMMANDS[index]} `)
    expect(help.stdout).toMatch(/Example:\n  \$ runthrough /)
    expect(help.stdout).toContain('--json')
    expect(help.stdout).toContain('--data <dir>')
  }
})

test('wrong usage exits 2 in two lines on stderr', async () => {
  const { run } = desk()
  const wrong = [['nope'], ['check'], ['check', '--nope', TOUR], ['rehearse', TOUR, '--input', 'x', '--auto'], ['rehearse', TOUR, '--mode', 'dream'], ['simulate', TOUR, '--runs', '0'], ['trust', TOUR, '--sha256', 'abc'], []]
  for (const [index, { code, stdout, stderr }] of (await Promise.all(wrong.map((args) => run(...args)))).entries()) {
    expect([wrong[index], code, stdout]).toEqual([wrong[index], 2, ''])
    expect(stderr.trimEnd().split('\n').slice(-2)[0]).toMatch(/^error: /)
  }
})

test('with --json an error is one document on stdout', async () => {
  const { run } = desk()
  const usage = await run('check', '--nope', '--json')
  expect([usage.code, usage.stderr]).toEqual([2, ''])
  expect(usage.json).toEqual({ error: { code: 'usage', message: expect.stringContaining('--nope'), hint: expect.stringContaining('--help') } })
  const missing = await run('check', 'no-such.yaml', '--json')
  expect(missing.code).toBe(2)
  expect(missing.json.error).toMatchObject({ code: 'unreadable-file', message: expect.any(String), hint: expect.any(String) })
})

test('what can not be read exits 2', async () => {
  const { run, folder } = desk()
  const readers = ['check', 'graph', 'trust', 'forecast', 'history', 'simulate']
  for (const [index, { code, stderr }] of (await Promise.all(readers.map((command) => run(command, join(folder, 'no-such.yaml'))))).entries()) {
    expect([readers[index], code]).toEqual([readers[index], 2])
    expect(stderr).toContain('there is no such file')
  }
  expect((await run('rehearse', folder, '--env', 'local', '--auto')).code).toBe(2)
})

test('a runbook with errors is checked with exit 1, each at its place, and not run', async () => {
  const { run, folder } = desk()
  const file = join(folder, 'broken.yaml')
  writeFileSync(file, 'runbook: broken\ntitle: Broken\nphases:\n  - phase: one\n    title: One\n    steps:\n      - step: a\n        kind: nonsense\n        title: A\n')
  const { code, json } = await run('check', file, TOUR, '--json')
  expect(code).toBe(1)
  expect(json.ok).toBe(false)
  expect(json.files[0]).toMatchObject({ file, ok: false, trusted: false })
  expect(json.files[0].diagnostics[0]).toEqual({ code: expect.any(String), severity: 'error', line: expect.any(Number), column: expect.any(Number), message: expect.any(String), hint: expect.any(String) })
  expect(json.files[1]).toMatchObject({ file: TOUR, ok: true, trusted: true, runbook: 'tour', machine: { steps: 27, states: expect.any(Number), transitions: expect.any(Number), rollback_entries: expect.any(Number) } })
  const text = await run('check', file)
  expect(text.stdout).toMatch(new RegExp(`^${file}:\\d+:\\d+ error [a-z-]+ `, 'm'))
  const refused = await run('rehearse', file, '--env', 'local', '--auto', '--json')
  expect([refused.code, refused.json.error.code]).toEqual([2, 'invalid-runbook'])
})

test('checking, drawing, forecasting and simulating make no data folder', async () => {
  const { run, data } = desk()
  const graph = await run('graph', TOUR, '--format', 'json')
  expect(graph.json).toEqual({ nodes: expect.any(Array), edges: expect.any(Array) })
  expect((await run('graph', TOUR, '--format', 'mermaid')).stdout).toMatch(/^flowchart/)
  expect((await run('graph', TOUR, '--format', 'scxml')).stdout).toMatch(/^<\?xml/)
  for (const args of [['check', TOUR], ['forecast', TOUR], ['history', TOUR], ['simulate', TOUR, '--runs', '5'], ['doctor']]) expect((await run(...args)).code).toBe(0)
  expect(existsSync(data)).toBe(false)
})

test('a rehearsal that nobody could answer is refused with a hint', async () => {
  const { run, data } = desk()
  const { code, stderr } = await run('rehearse', TOUR, '--env', 'local')
  expect(code).toBe(2)
  expect(stderr).toContain('--auto')
  // The more telling reason first.
  expect((await run('rehearse', TOUR, '--env', 'nowhere', '--json')).json.error.code).toBe('unknown-environment')
  expect((await run('verify', '--json', '--data', data)).json.runs).toEqual([])
})

test('unknown names exit 2: environment, input, inject, step, run', async () => {
  const { run } = desk()
  const start = ['rehearse', TOUR, '--auto', '--json']
  const cases: [string[], string][] = [
    [[...start], 'unknown-environment'],
    [[...start, '--env', 'nowhere'], 'unknown-environment'],
    [[...start, '--env', 'local', '--input', 'colour=red'], 'bad-input'],
    [[...start, '--env', 'local', '--input', 'rows=many'], 'bad-input'],
    [[...start, '--env', 'local', '--inject', 'nothing'], 'bad-input'],
    [[...start, '--env', 'local', '--rollback-at', 'nowhere'], 'unknown-step'],
    [['resume', '--json'], 'unknown-run'],
    [['resume', 'r-none', '--json'], 'unknown-run'],
    [['rollback', 'r-none', '--json'], 'unknown-run'],
    [['abandon', 'r-none', '--json'], 'unknown-run'],
    [['compare', 'r-none', 'r-one', '--json'], 'unknown-run'],
    [['forecast', TOUR, '--run', 'r-none', '--json'], 'unknown-run'],
  ]
  const all = await Promise.all(cases.map(([args]) => run(...args)))
  for (const [index, [args, code]] of cases.entries()) {
    const ended = all[index]!
    expect([args, ended.code, ended.json.error.code]).toEqual([args, 2, code])
  }
})

test('doctor tells versions, folders and what to do', async () => {
  const { run, data } = desk()
  const { code, json } = await run('doctor', '--json')
  expect(code).toBe(0)
  expect(json.ok).toBe(true)
  expect(json.findings.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['app-version', 'node-version', 'data-folder', 'no-history']))
  expect(json.findings.find(({ code }: { code: string }) => code === 'data-folder').message).toContain(data)
  for (const finding of json.findings) expect(finding).toEqual({ code: expect.any(String), severity: expect.stringMatching(/^(info|warning|error)$/), message: expect.any(String), hint: expect.any(String) })
})

test('what is no file is told as such, and does not hang: a folder, a pipe', async () => {
  const { run, folder } = desk()
  const pipe = join(folder, 'pipe.yaml')
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
  for (const [path, why] of [[folder, 'it is a folder'], [pipe, 'it is no file']] as const) {
    const { code, json } = await run('check', path, '--json')
    expect([code, json.error.code, json.error.message]).toEqual([2, 'unreadable-file', expect.stringContaining(why)])
  }
})
