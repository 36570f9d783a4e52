/** A runbook starts programs: what was not approved, byte for byte, does not run. */
import { appendFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manifestText } from '../../electron/node/manifest.ts'
import { showArgument, showText } from '../../electron/node/showText.ts'
import { desk, RUNBOOKS } from './support.ts'

test('the manifest of the examples is current (else: node electron/setup/trusted.mjs)', () => {
  expect(readFileSync(join(RUNBOOKS, 'trusted.json'), 'utf8')).toBe(manifestText(RUNBOOKS))
})

test('invisible and direction-changing characters are shown by their number', () => {
  expect(showText('a\u202Eb\u200Bc\rd\u001B[31me\u0085f\u00A0g\u{E0041}\uFEFF')).toBe('a\\u{202E}b\\u{200B}c\\u{000D}d\\u{001B}[31me\\u{0085}f\\u{00A0}g\\u{E0041}\\u{FEFF}')
  expect(showText('\uD800 ㅤ \u2800')).toBe('\\u{D800} \\u{3164} \\u{2800}')
  expect(showText('Zażółć gęślą jaźń, 日本語 – 👍')).toBe('Zażółć gęślą jaźń, 日本語 – 👍')
})

test('an argument is one unmistakable word', () => {
  expect(['--flag=1', 'a b', '', 'a"b', '\\u{202E}', '\u202E'].map(showArgument)).toEqual(['--flag=1', '"a b"', '""', '"a\\"b"', '"\\\\u{202E}"', '"\\u{202E}"'])
})

test('a copy of an example is not approved: it exits 3 with the trust command in the hint', async () => {
  const { run, folder, data } = desk()
  cpSync(RUNBOOKS, join(folder, 'copy'), { recursive: true })
  const file = join(folder, 'copy', 'tour.yaml')
  const { code, json } = await run('rehearse', file, '--env', 'local', '--auto', '--json')
  expect(code).toBe(3)
  expect(json.error).toMatchObject({ code: 'untrusted', hint: expect.stringContaining(`runthrough trust ${file}`) })
  const checked = (await run('check', file, '--json')).json.files[0]
  expect(checked).toMatchObject({ trusted: false, trust_sha256: json.error.details.trust_sha256 })
  expect(existsSync(join(data, 'runs'))).toBe(false)
})

test('trust shows every command and asks; where nobody can answer it exits 3', async () => {
  const { run, books } = desk()
  const file = join(books(), 'decision.yaml')
  const { code, stdout, stderr } = await run('trust', file)
  expect(code).toBe(3)
  expect(stdout).toContain('echo "left\\u{202E}right" "zero\\u{200B}width" "line\\u{000D}return" "esc\\u{001B}[31m"')
  expect(stdout).toMatch(/shell.*\n.*echo one && echo two/)
  // Nothing of it reaches the terminal as it is.
  for (const hidden of ['\u202E', '\u200B', '\r', '\u001B']) expect(stdout).not.toContain(hidden)
  expect(stderr).toMatch(/--sha256 [0-9a-f]{64}/)
  const asked = await run('trust', file, '--json')
  expect(asked.code).toBe(3)
  expect(asked.json.error.details).toMatchObject({ trusted: false, commands: [{ where: 'say', shell: false, argv: ['echo', 'left\u202Eright', 'zero\u200Bwidth', 'line\rreturn', 'esc\u001B[31m'] }, { where: 'shell', shell: true }] })
})

test('--sha256 approves exactly those bytes; one changed byte of file or script takes it back', async () => {
  const { run, books, work } = desk()
  const folder = books()
  const file = join(folder, 'waiting.yaml')
  const its = work()
  writeFileSync(join(its, 'go'), '')
  const rehearse = () => run('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${its}`)
  const { trust_sha256 } = (await run('check', file, '--json')).json.files[0]

  const wrong = await run('trust', file, '--sha256', '0'.repeat(64), '--json')
  expect([wrong.code, wrong.json.error.code]).toEqual([3, 'untrusted'])
  expect((await rehearse()).code).toBe(3)

  const approved = await run('trust', file, '--sha256', trust_sha256, '--json')
  expect(approved.code).toBe(0)
  expect(approved.json).toMatchObject({ file, trust_sha256, trusted: true, files: [{ path: 'waiting.mjs', sha256: expect.any(String) }, { path: 'waiting.yaml', sha256: expect.any(String) }] })
  expect((await run('check', file, '--json')).json.files[0].trusted).toBe(true)
  const done = await rehearse()
  expect([done.code, done.json.outcome]).toEqual([0, 'completed'])

  appendFileSync(join(folder, 'waiting.mjs'), '\n')
  expect((await run('check', file, '--json')).json.files[0].trusted).toBe(false)
  const revoked = await rehearse()
  expect([revoked.code, revoked.json.error.code]).toEqual([3, 'untrusted'])
})
