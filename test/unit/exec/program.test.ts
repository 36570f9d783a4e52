import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bench, command, everything, gate, isRunning, program, script } from './support.ts'

describe('a program', () => {
  test.each([
    ['; touch owned'], ['$(touch owned)'], ['`touch owned`'], ['& touch owned'], ['| touch owned'], ["' ; touch owned #"], ['"; touch owned #'],
    ['a\nb'], ['--flag=*'], ['~'], ['%PATH%'], ['\\'], [''], ['ünï 👩'],
  ])('gets the argument %j as it is', async (hostile) => {
    const { run, read, folder } = bench({ values: { vars: { X: hostile }, inputs: {}, secrets: {} } })
    const print = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'
    const end = await run(command(program(process.execPath, '-e', print, '--', '${vars.X}', 'pre${vars.X}post', '$${vars.X}')))
    expect(end.outcome).toBe('done')
    expect(JSON.parse(read('work/1/output.txt'))).toEqual([hostile, `pre${hostile}post`, '${vars.X}'])
    expect(existsSync(join(folder, 'owned'))).toBe(false)
  })

  test('gets PATH, HOME, LANG, TMPDIR and its own env, nothing else', async () => {
    process.env['RUNTHROUGH_LEAK'] = 'leak'
    const { run, read } = bench({ values: { vars: {}, inputs: {}, secrets: { S: 'hunter22' } } })
    const print = 'console.log(JSON.stringify({ ...process.env, S: process.env.S === ["hunter", 22].join("") }))'
    await run(command({ ...program('node', '-e', print), env: { OWN: '1', S: '${secrets.S}' } }))
    const env = JSON.parse(read('work/1/output.txt')) as Record<string, string>
    expect(Object.keys(env).filter((name) => !['PATH', 'HOME', 'LANG', 'TMPDIR', 'OWN', 'S'].includes(name))).toEqual([])
    expect(env).toMatchObject({ OWN: '1', S: true })
    expect(env['PATH']?.startsWith(dirname(process.execPath))).toBe(true)
  })

  test('shell text is run by the shell and nothing is put into it', async () => {
    const { run, read } = bench({ values: { vars: { X: 'no' }, inputs: {}, secrets: {} } })
    await run(command({ ...program('X=yes; echo ${X} | tr a-z A-Z'), shell: true }))
    expect(read('work/1/output.txt')).toBe('YES\n')
  })

  test('runs in its cwd, and a missing one is told as such', async () => {
    const { run, start, folder, read } = bench()
    mkdirSync(join(folder, 'sub'))
    await run(command({ ...program('pwd'), cwd: 'sub' }))
    expect(read('work/1/output.txt').trim().endsWith('/sub')).toBe(true)
    expect(await start(command({ ...program('pwd'), cwd: 'nowhere' }), 2).end).toMatchObject({ outcome: 'failed', message: expect.stringMatching(/folder .*nowhere does not exist/) })
  })

  test('its end is told in words: code and last line, signal, missing program, missing value', async () => {
    const { start } = bench()
    expect(await start(command(script('echo why; exit 3')), 1).end).toMatchObject({ outcome: 'failed', exitCode: 3, message: 'The program ended with 3, expected 0. Its last line: why' })
    expect(await start(command({ ...script('exit 3'), okCodes: [0, 3] }), 2).end).toMatchObject({ outcome: 'done', exitCode: 3 })
    expect(await start(command(script('kill -SEGV $$')), 3).end).toMatchObject({ outcome: 'failed', signal: 'SIGSEGV' })
    expect(await start(command(program('no-such-program')), 4).end).toMatchObject({ outcome: 'failed', message: expect.stringContaining('no-such-program') })
    expect(await start(command(program('echo', '${secrets.NONE}')), 5).end).toMatchObject({ outcome: 'failed', message: expect.stringContaining('NONE') })
  })

  test('is not started when what must be checked before objects', async () => {
    const { run, folder } = bench({
      beforeStart() {
        throw new Error('backfill.mjs changed')
      },
    })
    expect(await run(command(script('touch ran')))).toMatchObject({ outcome: 'failed', message: 'backfill.mjs changed' })
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })

  test('stdout and stderr keep their order, and /dev/stderr can be opened', async () => {
    const { run, read } = bench()
    await run(command(script('for i in 1 2 3; do echo out$i; echo err$i >&2; echo dev$i > /dev/stderr; done')))
    expect(read('work/1/output.txt')).toBe([1, 2, 3].map((n) => `out${n}\nerr${n}\ndev${n}\n`).join(''))
  })

  test('no secret is on the disk at any time, though the program prints it in pieces and encoded', async () => {
    const secret = 'correct-horse'
    const { folder, start, heard, output } = bench({ values: { vars: {}, inputs: {}, secrets: { S: secret } } })
    const { path, open } = gate(folder)
    const { end } = start(command(script(`printf 'correct-'; printf 'horse\\n'; printf 'correct-horse' | base64; echo ready; cat "${path}"`)))
    await heard(() => output().includes('ready'))
    const base64 = Buffer.from(secret).toString('base64').slice(0, 14)
    const leaked = (): string[] => [...everything(folder)].filter(([, text]) => text.includes(secret) || text.includes(base64)).map(([name]) => name)
    expect(leaked()).toEqual([])
    open()
    await end
    expect(leaked()).toEqual([])
    expect(output()).toMatch(/^\[redacted\]\n\[redacted\]/)
  })

  test('60 MB of output are kept as head and tail, in bounded memory and on a bounded disk', async () => {
    const { folder, start, heard, signals, read } = bench()
    const { path, open } = gate(folder)
    const write = `const fs = require('fs'); const line = 'x'.repeat(99) + '\\n'; fs.writeSync(1, 'HEAD\\n'); for (let i = 0; i < 6000; i++) fs.writeSync(1, line.repeat(100)); fs.writeSync(1, 'TAIL\\n'); fs.readFileSync(${JSON.stringify(path)})`
    const { end } = start(command(program(process.execPath, '-e', write)))
    await heard(() => signals.some((signal) => signal.type === 'output' && signal.text.includes('TAIL')))
    const { supervisor } = JSON.parse(read('work/1/pid')) as { supervisor: { pid: number } }
    if (process.platform === 'linux') expect(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${supervisor.pid}/status`, 'utf8'))?.[1])).toBeLessThan(250_000)
    const onDisk = [...everything(folder).values()].reduce((sum, text) => sum + text.length, 0)
    expect(onDisk).toBeLessThan(10_100_000)
    open()
    const result = await end
    const kept = read('work/1/output.txt')
    expect(result.output?.bytes).toBe(statSync(join(folder, 'work/1/output.txt')).size)
    expect(kept.length).toBeLessThan(10_100_000)
    expect(kept.startsWith('HEAD\n')).toBe(true)
    expect(kept.endsWith('TAIL\n')).toBe(true)
    expect(kept).toMatch(/\[… \d+ bytes left out …\]/)
  })
})

describe('stopping', () => {
  test('TERM first, so that a program may tidy up', async () => {
    const { folder, start, heard, output, read } = bench()
    const { path } = gate(folder)
    const { attempt, end } = start(command(script(`trap 'echo tidy; exit 0' TERM; echo ready; while :; do read line < "${path}"; done`)))
    await heard(() => output().includes('ready'))
    attempt.stop()
    attempt.stop()
    expect(await end).toMatchObject({ outcome: 'stopped' })
    expect(read('work/1/output.txt')).toContain('tidy')
  })

  test('a program that ignores TERM is killed, and so are its children and those in process groups of their own', async () => {
    const { folder, start, heard, output } = bench({ graceMs: 100 })
    const { path } = gate(folder)
    const ignore = `trap '' TERM; set -m; sh -c 'trap "" TERM; cat "${path}"' & echo child $!; set +m; while :; do wait; done`
    const { attempt, end } = start(command(script(ignore)))
    await heard(() => /child \d+\n/.test(output()))
    attempt.stop()
    expect(await end).toMatchObject({ outcome: 'stopped', signal: 'SIGKILL' })
    expect(isRunning(Number(/child (\d+)/.exec(output())?.[1]))).toBe(false)
  })

  test('what a program leaves behind when it ends is ended too', async () => {
    const { folder, run, output } = bench({ graceMs: 100 })
    const { path } = gate(folder)
    expect(await run(command(script(`(trap '' TERM; cat "${path}") & echo child $!`)))).toMatchObject({ outcome: 'done' })
    expect(isRunning(Number(/child (\d+)/.exec(output())?.[1]))).toBe(false)
  })

  test('a stop before the program began keeps it from beginning', async () => {
    const { folder, start } = bench()
    const { attempt, end } = start(command(script('touch ran')))
    attempt.stop()
    expect(await end).toMatchObject({ outcome: 'stopped' })
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })

  test('a stop that meets a late exit 0 is one stop', async () => {
    const { folder, start, heard, output } = bench()
    const { path, open } = gate(folder)
    const { attempt, end } = start(command(script(`trap 'exit 0' TERM; echo ready; cat "${path}"; exit 0`)))
    await heard(() => output().includes('ready'))
    open()
    attempt.stop()
    expect((await end).outcome).toBe('stopped')
    attempt.stop()
  })

  test('a host that goes away hears no more, and the program runs on', async () => {
    const { folder, runner, start, heard, output } = bench()
    const { path, open } = gate(folder)
    const of = command(script(`echo ready; cat "${path}"`))
    const { attempt } = start(of)
    await heard(() => output().includes('ready'))
    attempt.detach()
    const { end, recovery } = await new Promise<{ end?: unknown; recovery: string }>((resolve) => {
      const found = runner.recover({ run: '' as never, step: of, attempt: 1, startedAt: 0 }, (result) => resolve({ end: result, recovery: found.found }))
      open()
    })
    expect(recovery).toBe('following')
    expect(end).toMatchObject({ outcome: 'done' })
  })
})
