/** Secrets are named, not written: after a run that does all it can to leak one, it stands nowhere in the data folder or in what was said. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { desk } from './support.ts'

const SECRET = 'h7Kq-Zp2&wX%9 vLm"4'

/** Prints it plain, in two writes, coloured, in base64 alone and within, wrapped, escaped, on stderr; and fails with it as its last line. */
const LEAKY = `
const s = process.env.TOKEN
const later = (ms) => new Promise((r) => setTimeout(r, ms))
console.log(s, process.argv[2])
process.stdout.write('x' + s.slice(0, 7)); await later(150); process.stdout.write(s.slice(7) + 'y\\n')
console.log(s.slice(0, 5) + '\\u001b[31m' + s.slice(5))
console.log(Buffer.from(s).toString('base64'), Buffer.from('user:' + s + '@').toString('base64'), Buffer.from('u' + s).toString('base64url'))
console.log(Buffer.from(s.repeat(9)).toString('base64').replace(/.{20}/g, '$&\\n'))
console.log(encodeURIComponent(s), JSON.stringify({ s }))
console.error('fatal: ' + s)
process.exitCode = Number(process.argv[3] ?? 0)
`

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
}

/** What the secret must not look like anywhere. */
const FORMS = [
  SECRET,
  SECRET.slice(0, 12),
  Buffer.from(SECRET).toString('base64').slice(0, 20),
  Buffer.from(`user:${SECRET}@`).toString('base64').slice(8, 28),
  Buffer.from(`u${SECRET}`).toString('base64url').slice(2, 22),
  encodeURIComponent(SECRET),
  JSON.stringify(SECRET).slice(1, -1),
]

test('a leak search over the whole data folder, database, log, backups and attempts, finds nothing', async () => {
  const its = desk({ TOKEN: SECRET })
  const server = createServer((request, response) => response.writeHead(500, { 'x-echo': encodeURIComponent(SECRET) }).end(`you said ${request.headers['authorization']} at ${request.url}`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  writeFileSync(join(its.folder, 'leaky.mjs'), LEAKY)
  const file = join(its.folder, 'leaky.yaml')
  const step = (id: string, run: string, more = 'on: { failure: continue, timeout: hold }') => `      - { step: ${id}, kind: command, title: ${id}, run: ${run}, rerun: safe, planned: 1s, timeout: 1m, owner: captain, ${more} }\n`
  writeFileSync(
    file,
    `runbook: leaky
title: Leaky
environments: { local: { grade: 1, secrets: [TOKEN], identity: { command: ["node", "leaky.mjs", "\${secrets.TOKEN}"], env: { TOKEN: "\${secrets.TOKEN}" } } } }
roles: { captain: {} }
audiences: { all: {} }
phases:
  - phase: main
    rollback: { branch: back }
    steps:
${step('well', '{ command: ["node", "leaky.mjs", "${secrets.TOKEN}"], env: { TOKEN: "${secrets.TOKEN}" } }')}${step('fails', '{ command: ["node", "leaky.mjs", "${secrets.TOKEN}", "3"], env: { TOKEN: "${secrets.TOKEN}" } }')}${step('no-program', '{ command: ["${secrets.TOKEN}"] }')}${step('asks', `{ http: { get: "${url}\${secrets.TOKEN}", headers: { authorization: "Bearer \${secrets.TOKEN}" }, expect: { status: 200, header: { x-echo: "^no$" } } } }`)}      - { step: tell, kind: announce, title: Tell, audience: all, template: "the token is \${secrets.TOKEN}", planned: 1s, owner: captain }
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: look, kind: manual, planned: 1m, owner: captain }
    ends: rolled-back
`,
  )
  const checked = await its.run('check', file, '--json')
  expect(checked.json.files[0].diagnostics.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([])
  await its.run('trust', file, '--sha256', checked.json.files[0].trust_sha256)
  const { json, stdout, stderr } = await its.run('rehearse', file, '--env', 'local', '--auto', '--json')
  expect(json.splits.map(({ step, outcome }: { step: string; outcome: string }) => [step, outcome])).toEqual([['well', 'done'], ['fails', 'degraded'], ['no-program', 'degraded'], ['asks', 'degraded'], ['tell', 'done']])
  const files = everyFile(its.data)
  // The search looks where it should: the programs' words are there, and redacted.
  expect(files.some((path) => path.endsWith('output.txt') && readFileSync(path, 'utf8').includes('[redacted]'))).toBe(true)
  expect(files.filter((path) => /backups/.test(path)).length).toBeGreaterThan(0)
  const leaks = [...files.map((path) => [path, readFileSync(path, 'latin1')] as const), ['stdout', stdout] as const, ['stderr', stderr] as const].flatMap(([where, text]) => FORMS.filter((form) => text.includes(form)).map((form) => `${where}: ${form}`))
  expect(leaks).toEqual([])
})

test('a child\'s environment holds a few names and what the step says, nothing else of the host\'s', async () => {
  const its = desk({ TOKEN: SECRET, OTHER: 'of-the-host', NODE_OPTIONS: '--no-warnings' })
  writeFileSync(join(its.folder, 'env.mjs'), 'console.log(Object.keys(process.env).sort().join(" "))')
  const file = join(its.folder, 'env.yaml')
  writeFileSync(
    file,
    `runbook: env
title: Env
environments: { local: { grade: 1 } }
roles: { captain: {} }
phases:
  - phase: main
    rollback: { branch: back }
    steps:
      - { step: look, kind: command, run: { command: ["node", "env.mjs"], env: { OWN: "1" } }, rerun: safe, planned: 1s, timeout: 1m, owner: captain }
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: back-look, kind: manual, planned: 1m, owner: captain }
    ends: rolled-back
`,
  )
  await its.run('trust', file, '--sha256', (await its.run('check', file, '--json')).json.files[0].trust_sha256)
  const { json } = await its.run('rehearse', file, '--env', 'local', '--auto', '--json')
  const names = readFileSync(join(its.data, 'runs', json.run, 'look', '1', 'output.txt'), 'utf8').trim().split(' ')
  expect(names.filter((name) => !['HOME', 'LANG', 'PATH', 'TMPDIR', 'SystemRoot', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'TEMP', 'TMP'].includes(name))).toEqual(['OWN'])
})
