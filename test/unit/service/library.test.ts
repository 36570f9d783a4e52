/** The library keeps what is known of each runbook as it is now: files come, change and go, and nothing else gets in. */
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../store/support.ts'
import { EXAMPLES, shelf, smallBook, writeBook } from './support.ts'

test('the shipped examples are there, approved, with a bar from their plan before anybody ran them', async () => {
  const its = shelf({ examples: EXAMPLES })
  const file = join(EXAMPLES, 'tour.yaml')
  const entry = await its.until(file, (one) => one !== undefined)
  expect(entry).toMatchObject({ example: true, trusted: true, errors: 0, ready: false, basedOnRuns: 0, rehearsals: 0, lastRun: null, runbook: { id: 'tour' } })
  expect(entry?.notReady).toContain('It was never rehearsed.')
  expect(entry?.bar).toMatchObject({ from: 'plan', evidence: 'never', safeMs: null })
  const { phases = [], steps = [] } = entry?.bar ?? {}
  expect(steps.length).toBeGreaterThan(5)
  expect(phases.map(({ fromMs }) => fromMs)).toEqual(phases.map(({ fromMs }) => fromMs).sort((a, b) => a - b))
  expect(entry?.entries.total).toBeGreaterThan(0)
})

test('a file that appears in a watched folder is found, a change of it is seen, and it goes when it is gone', async () => {
  const its = shelf()
  const folder = its.folder()
  const file = writeBook(folder, 'new.yaml')
  await its.until(file, (one) => one?.runbook?.title === 'Small')
  writeFileSync(file, smallBook('small', { title: 'Smaller' }))
  await its.until(file, (one) => one?.runbook?.title === 'Smaller')
  rmSync(file)
  expect(await its.until(file, (one) => one === undefined)).toBeUndefined()
})

test('a watched folder that vanishes takes its runbooks along, and they are found again when it is back', async () => {
  const its = shelf()
  const folder = its.folder()
  const file = writeBook(folder, 'new.yaml')
  await its.until(file, (one) => one !== undefined)
  renameSync(folder, `${folder}-away`)
  await its.until(file, (one) => one === undefined)
  renameSync(`${folder}-away`, folder)
  await its.until(file, (one) => one?.runbook?.id === 'small')
})

test('a folder that is no longer chosen takes its runbooks along', async () => {
  const its = shelf()
  const folder = its.folder()
  const file = writeBook(folder, 'new.yaml')
  await its.until(file, (one) => one !== undefined)
  its.settings.write({ folders: [] })
  await its.until(file, (one) => one === undefined)
})

test('other YAML files, hidden folders and packages are no runbooks', async () => {
  const its = shelf()
  const folder = its.folder()
  for (const inner of ['.git', 'node_modules', 'deep']) mkdirSync(join(folder, inner))
  writeFileSync(join(folder, 'service.yaml'), 'kind: Deployment\n')
  for (const inner of ['.git', 'node_modules']) writeBook(join(folder, inner), 'hidden.yaml')
  const file = writeBook(join(folder, 'deep'), 'found.yaml')
  await its.until(file, (one) => one !== undefined)
  expect([...its.seen.entries.keys()]).toEqual([file])
})

test('a script that changes takes the approval of the runbook that names it back, and the library says so', async () => {
  const its = shelf()
  const folder = its.folder()
  const file = writeBook(folder, 'new.yaml')
  await its.until(file, (one) => one !== undefined)
  const { trustSha256 } = await its.methods['trust.show']({ file }, its.captain, new AbortController().signal)
  await its.methods['trust.approve']({ file, trustSha256 }, its.captain, new AbortController().signal)
  await its.until(file, (one) => one?.trusted === true)
  appendFileSync(join(folder, 'go.sh'), '# changed\n')
  const entry = await its.until(file, (one) => one?.trusted === false)
  expect(entry?.notReady[0]).toBe('What it would start has not been approved as it stands.')
})

test('a runbook with errors stands in the library with its first problem', async () => {
  const its = shelf()
  const file = writeBook(its.folder(), 'bad.yaml', smallBook().replace('owner: captain', 'owner: nobody'))
  const entry = await its.until(file, (one) => one !== undefined)
  expect(entry).toMatchObject({ errors: 1, ready: false, bar: null, firstProblem: { severity: 'error', code: 'unknown-reference' } })
  expect(entry?.notReady).toEqual([expect.stringMatching(/^It has an error, the first in line \d+: /)])
})

test('what keeps a runbook from going live is told in words, the gravest first', async () => {
  const its = shelf()
  const file = writeBook(its.folder(), 'new.yaml')
  const entry = await its.until(file, (one) => one !== undefined)
  expect(entry?.notReady).toEqual(['What it would start has not been approved as it stands.', 'TOKEN is not set here: prod wants it.', 'It was never rehearsed.'])
})

test('a file is opened by its whole path and known by its real one', async () => {
  const its = shelf()
  const elsewhere = temporaryFolder()
  const file = writeBook(elsewhere, 'release.yaml')
  symlinkSync(file, join(elsewhere, 'link.yaml'))
  expect(its.library.open(join(elsewhere, 'link.yaml'))).toBe(file)
  expect((await its.until(file, (one) => one !== undefined))?.runbook?.id).toBe('small')
  expect(() => its.library.open('release.yaml')).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
})

test('what is no runbook is not opened, whatever it is called', () => {
  const its = shelf()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'secret.yaml'), 'password: hunter2\n')
  writeFileSync(join(folder, 'notes.txt'), smallBook())
  writeFileSync(join(folder, 'huge.yaml'), `runbook: huge\n#${' '.repeat(9_000_000)}\n`)
  symlinkSync(join(folder, 'secret.yaml'), join(folder, 'link.yaml'))
  for (const name of ['secret.yaml', 'notes.txt', 'huge.yaml', 'link.yaml', 'missing.yaml', '.']) expect(() => its.library.open(join(folder, name)), name).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
})

test('an opened file that turns into something else is not shown any more', async () => {
  const its = shelf()
  const folder = temporaryFolder()
  const file = its.library.open(writeBook(folder, 'release.yaml'))
  writeFileSync(file, 'password: hunter2\n')
  const entry = await its.until(file, (one) => one !== undefined && one.unreadable !== null)
  expect(entry).toMatchObject({ runbook: null, ready: false, unreadable: { message: expect.stringContaining('is no runbook') } })
  await expect(its.library.know(file)).rejects.toMatchObject({ code: 'unreadable-file' })
  rmSync(file)
  writeFileSync(join(folder, 'secret'), smallBook('other'))
  symlinkSync(join(folder, 'secret'), file)
  await expect(its.library.know(file)).rejects.toThrow(/has become a link/)
})

test('nothing is said of a file that is not in the library', async () => {
  const its = shelf()
  const file = writeBook(temporaryFolder(), 'release.yaml')
  const signal = new AbortController().signal
  const refusal = expect.objectContaining({ code: 'unreadable-file', message: expect.stringContaining('not in the library') })
  for (const path of [file, '/etc/passwd', `${EXAMPLES}/../package.json`]) {
    await expect(its.methods.plan({ file: path }, its.captain, signal)).rejects.toEqual(refusal)
    await expect(its.methods['trust.show']({ file: path }, its.captain, signal)).rejects.toEqual(refusal)
    await expect(its.methods['trust.approve']({ file: path, trustSha256: '0'.repeat(64) }, its.captain, signal)).rejects.toEqual(refusal)
    await expect(its.methods.simulate({ file: path, runs: 1, seed: 1 }, its.captain, signal)).rejects.toEqual(refusal)
  }
})

test('what was opened and what was sent away is remembered', async () => {
  const data = temporaryFolder()
  const first = shelf({ data })
  const opened = first.library.open(writeBook(temporaryFolder(), 'release.yaml'))
  const folder = first.folder()
  const sent = writeBook(folder, 'noise.yaml')
  await first.until(sent, (one) => one !== undefined)
  first.library.forget(sent)
  await first.library.close()
  first.host.close()

  const second = shelf({ data })
  await second.until(opened, (one) => one !== undefined)
  const other = writeBook(folder, 'other.yaml', smallBook('other'))
  await second.until(other, (one) => one !== undefined)
  expect(second.entry(sent)).toBeUndefined()
  second.library.open(sent)
  await second.until(sent, (one) => one?.runbook?.id === 'small')
})

test('a list that can not be understood is set aside, told, and starts anew', () => {
  const data = temporaryFolder()
  writeFileSync(join(data, 'library.json'), '{"opened": 7}')
  writeFileSync(join(data, 'settings.json'), 'not json')
  const its = shelf({ data })
  expect(its.library.told).toMatch(/library\.json could not be understood.*library\.json\.damaged-/)
  expect(its.settings.told).toMatch(/settings\.json could not be understood/)
  its.library.open(writeBook(temporaryFolder(), 'release.yaml'))
  expect(its.settings.read().comparison).toBe('median')
})

test('a page that comes back gets what it missed, and all of it where that is no longer known', async () => {
  const its = shelf()
  const file = its.library.open(writeBook(temporaryFolder(), 'release.yaml'))
  await its.until(file, (one) => one !== undefined)
  const last = its.seen.events.at(-1)
  const got: unknown[] = []
  const sink = { behind: false, snapshot: () => got.push('snapshot'), event: (seq: number) => got.push(seq), over: () => undefined }
  its.library.feed.open(sink, { epoch: 'here', seq: (last?.seq ?? 0) - 1 }).close()
  its.library.feed.open(sink, { epoch: 'another life', seq: last?.seq ?? 0 }).close()
  its.library.feed.open(sink, { epoch: 'here', seq: (last?.seq ?? 0) + 1 }).close()
  its.library.feed.open(sink, { epoch: 'here', seq: last?.seq ?? 0 }).close()
  expect(got).toEqual([last?.seq, 'snapshot', 'snapshot'])
})
