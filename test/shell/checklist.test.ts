/** The 20 points of Electron's own security checklist, in its order. https://www.electronjs.org/docs/latest/tutorial/security */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { PAGE_POLICY } from '../../electron/contract/pageHeaders.ts'
import { shellText } from '../../electron/contract/shellFrames.ts'
import { projectRoot } from '../law/scratch.ts'
import { sharedDesk, type Desk } from './desk.ts'

const desk = sharedDesk()
let at: Desk
beforeAll(async () => {
  at = await desk()
  await at.shows()
})

const ORIGIN = 'app://runthrough'
/** Everything of ours that Electron loads. */
const sources = globSync(['electron/shell/**/*.{ts,cts}', 'renderer/**/*.{ts,tsx,html}'], { cwd: projectRoot }).map((file) => ({ file, text: readFileSync(join(projectRoot, file), 'utf8') }))
const filesWith = (pattern: RegExp): string[] => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
const preferences = () => at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.options['webPreferences'] as Record<string, unknown>)
const address = () => at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.getURL())
/** Which part of its policy refused what the page tried. */
async function refusedBy(attempt: () => void): Promise<string> {
  const page = await at.app.page()
  await page.evaluate(() => {
    const refused = new Promise<string>((resolve) => document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), { once: true }))
    Object.assign(window, { refused })
  })
  await page.evaluate(attempt)
  return page.evaluate(() => (window as unknown as { refused: Promise<string> }).refused)
}

describe('Electron’s security checklist', () => {
  test('1 only secure content is loaded: the app’s own, and nothing that could come from a network', async () => {
    expect(await address()).toBe(`${ORIGIN}/`)
    const stopped = await at.app.inside(({ electron }) => ['http://a/', 'https://a/x', 'ws://a/', 'wss://a/', 'ftp://a/', 'file:///etc/passwd'].map((url) => electron.session.defaultSession.cancels(url)))
    expect(stopped).toEqual([true, true, true, true, true, true])
    expect(await at.recorded('network')).toEqual([])
  })

  test('2 the page has no Node', async () => {
    expect(await preferences()).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
    const page = await at.app.page()
    expect(await page.evaluate(() => ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'setImmediate', '__dirname'].filter((name) => name in window))).toEqual([])
  })

  test('3 the preload is in a world of its own: the page sees two functions, and can’t change what they do', async () => {
    expect(await preferences()).toMatchObject({ contextIsolation: true })
    const page = await at.app.page()
    const seen = await page.evaluate(() => {
      const api = (window as unknown as { runthrough: Record<string, unknown> }).runthrough
      const changed = Reflect.set(api, 'send', () => undefined) || Reflect.set(window, 'runthrough', {}) || Reflect.deleteProperty(window, 'runthrough')
      return { keys: Object.keys(api), types: Object.values(api).map((value) => typeof value), isFrozen: Object.isFrozen(api), changed }
    })
    expect(seen).toEqual({ keys: ['send', 'onFrame'], types: ['function', 'function'], isFrozen: true, changed: false })
    // A page that has bent what all scripts use: the preload has its own.
    await page.evaluate(() => {
      Object.assign(window, { stringify: JSON.stringify })
      JSON.stringify = (() => '{"t":"call"}') as typeof JSON.stringify
    })
    await at.shows({ title: 'Still' })
    expect((await at.recorded('title')).at(-1)).toEqual(['title', 'Still · Runthrough'])
    await page.evaluate(() => {
      JSON.stringify = (window as unknown as { stringify: typeof JSON.stringify }).stringify
    })
  })

  test('4 every process is sandboxed', async () => {
    expect(await preferences()).toMatchObject({ sandbox: true })
    expect(await at.app.inside(({ electron }) => electron.app.isSandboxed)).toBe(true)
  })

  test('5 every permission is denied, whichever way it is asked for', async () => {
    const permissions = ['media', 'geolocation', 'notifications', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'hid', 'serial', 'usb', 'idle-detection', 'fileSystem', 'unknown']
    const granted = await at.app.inside(({ grants }, names: readonly string[]) => names.map((name) => grants(name)), permissions)
    expect(granted).toEqual(permissions.map(() => ({ request: false, check: false, device: false })))
  })

  test('6 web security is on', async () => {
    expect(await preferences()).toMatchObject({ webSecurity: true })
  })

  test('7 the policy stands on every answer, also on a refusal', async () => {
    for (const [path, method] of [['/', 'GET'], ['/plan/%2Fbooks%2Fa.yaml', 'GET'], ['/gone.js', 'GET'], ['/', 'POST']] as const) {
      const { headers } = await at.app.inside(({ request }, [to, how]: [string, string]) => request(to, how), [`${ORIGIN}${path}`, method] as [string, string])
      expect(headers, path).toMatchObject({ 'content-security-policy': PAGE_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    }
    expect(PAGE_POLICY).toContain("default-src 'none'")
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|http/)
  })

  test.each([
    ['a script in the page', 'script-src-elem', (): void => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))],
    ['a script in an attribute', 'script-src-attr', (): void => document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = 1">')],
    ['a script from elsewhere', 'script-src-elem', (): void => document.body.append(Object.assign(document.createElement('script'), { src: 'https://evil.example/x.js' }))],
    ['a style in the page', 'style-src-elem', (): void => document.head.append(Object.assign(document.createElement('style'), { textContent: '*{color:red}' }))],
    ['a picture from elsewhere', 'img-src', (): void => void (new Image().src = 'https://evil.example/x.png')],
    ['a request to elsewhere', 'connect-src', (): void => void fetch('https://evil.example/').catch(() => undefined)],
    ['a socket to elsewhere', 'connect-src', (): void => void new WebSocket('wss://evil.example/')],
    ['a frame', 'frame-src', (): void => document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://evil.example/' }))],
    ['a plug-in', 'object-src', (): void => document.body.append(Object.assign(document.createElement('object'), { data: 'https://evil.example/' }))],
    ['another base', 'base-uri', (): void => document.head.append(Object.assign(document.createElement('base'), { href: 'https://evil.example/' }))],
    [
      'a form',
      'form-action',
      (): void => {
        const form = Object.assign(document.createElement('form'), { action: 'https://evil.example/' })
        document.body.append(form)
        form.submit()
      },
    ],
  ] as const)('7 the policy refuses %s', async (_what, directive, attempt) => {
    expect(await refusedBy(attempt)).toBe(directive)
    const page = await at.app.page()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(await at.recorded('network')).toEqual([])
  })

  test('8 no insecure content runs in a secure page', async () => {
    expect(await preferences()).toMatchObject({ allowRunningInsecureContent: false })
  })

  test('9 no experimental feature is on', async () => {
    expect(await preferences()).toMatchObject({ experimentalFeatures: false })
  })

  test('10 no feature of Blink is switched on, by a preference or a switch', async () => {
    expect(Object.keys(await preferences())).not.toContain('enableBlinkFeatures')
    expect(filesWith(/enableBlinkFeatures|appendSwitch|commandLine/)).toEqual([])
  })

  test('11 there is no webview that could open windows', async () => {
    expect(await preferences()).toMatchObject({ webviewTag: false })
    expect(filesWith(/<webview|allowpopups/)).toEqual([])
  })

  test('12 a webview that is attached all the same is refused, whatever it asks for', async () => {
    const isPrevented = await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.ask('will-attach-webview', {}, { preload: '/x.js', nodeIntegration: true }, { src: 'https://evil.example/' }))
    expect(isPrevented).toBe(true)
  })

  test('13 the page goes nowhere else, by itself, by a link, in a frame or by a redirect', async () => {
    const page = await at.app.page()
    const targets = ['http://evil.example/', 'file:///etc/passwd', 'data:text/html,x']
    for (const target of targets) await page.evaluate((to) => (location.href = to), target).catch(() => undefined)
    await page.evaluate(() => undefined)
    expect(await address()).toBe(`${ORIGIN}/`)
    const refused = await at.app.inside(({ electron }) => {
      const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents
      return [
        contents?.ask('will-navigate', { url: 'http://evil.example/', isMainFrame: true }),
        contents?.ask('will-navigate', { url: 'app://runthrough.evil.example/', isMainFrame: true }),
        contents?.ask('will-navigate', { url: 'app://evil@runthrough/', isMainFrame: true }),
        contents?.ask('will-navigate', { url: 'file:///etc/passwd', isMainFrame: true }),
        contents?.ask('will-frame-navigate', { url: 'app://runthrough/', isMainFrame: false }),
        contents?.ask('will-redirect', { url: 'app://runthrough/', isMainFrame: true }),
      ]
    })
    expect(refused).toEqual([true, true, true, true, true, true])
  })

  test('14 no window is opened', async () => {
    const page = await at.app.page()
    await page.evaluate(() => void window.open('http://evil.example/'))
    const opened = await at.untilRecorded('window.open')
    expect(opened.map(([, , action]) => action)).toEqual(['deny'])
    expect(await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows().length)).toBe(1)
  })

  test('15 only https leaves the app, and only when the person says so after seeing where it goes', async () => {
    const dialogs = (await at.recorded('dialog')).length
    for (const url of ['http://a.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://a/b', 'mailto:a@b.example', 'https://bank.example@evil.example/', 'not an address']) at.end.sendText(shellText({ say: 'open-link', url }))
    await at.shows({ title: 'Asked' })
    expect((await at.recorded('dialog')).length).toBe(dialogs)
    await at.app.inside(({ answerNext }) => void answerNext('showMessageBox', { response: 0 }))
    at.end.sendText(shellText({ say: 'open-link', url: 'https://wiki.example/release?x=1#top' }))
    const [asked] = (await at.untilRecorded('dialog', dialogs + 1)).slice(dialogs)
    expect(asked?.[2]).toMatchObject({ message: 'Open wiki.example in the browser?', detail: expect.stringContaining('https://wiki.example/release?x=1#top'), defaultId: 0, cancelId: 0 })
    await at.shows({ title: 'Cancelled' })
    expect(await at.recorded('opened outside')).toEqual([])
    await at.app.inside(({ answerNext }) => void answerNext('showMessageBox', { response: 1 }))
    const page = await at.app.page()
    await page.evaluate(() => void window.open('https://wiki.example/'))
    expect(await at.untilRecorded('opened outside')).toEqual([['opened outside', 'https://wiki.example/']])
  })

  test('16 Electron is a version that is still looked after, pinned and the one that is installed', () => {
    const read = (file: string): { readonly version: string; readonly devDependencies?: Record<string, string> } => JSON.parse(readFileSync(join(projectRoot, file), 'utf8'))
    const asked = read('package.json').devDependencies?.['electron']
    expect(asked).toBe(read('node_modules/electron/package.json').version)
    expect(Number.parseInt(asked ?? '', 10)).toBeGreaterThanOrEqual(45)
  })

  test('17 a message from another frame, another origin, or a frame that is gone is dropped', async () => {
    const before = (await at.recorded('title')).length
    await at.app.inside(({ electron }, text) => {
      const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents
      const main = { url: 'app://runthrough/', origin: 'app://runthrough', parent: null }
      for (const senderFrame of [null, { ...main, parent: main }, { ...main, origin: 'https://evil.example' }, { ...main, origin: 'app://runthrough.evil' }, { ...main, origin: 'null' }]) contents?.ipc.emit('runthrough', { senderFrame }, text)
    }, shellText({ say: 'state', title: 'Forged', file: null, run: null, theme: 'dark' }))
    await at.shows({ title: 'Genuine' })
    expect((await at.recorded('title')).slice(before)).toEqual([['title', 'Genuine · Runthrough']])
  })

  test('17 what our own page says is looked at, too: no text brings the shell down or gets an answer', async () => {
    const before = (await at.recorded('title')).length
    for (const text of ['', '{', '[]', 'null', '{"t":"shell"', '{"t":"shell"}', '{"t":"shell","say":"quit"}', '{"t":"shell","say":"state","title":5}', '{"t":"shell","say":"open-link","url":"https://a/","more":1}', `{"t":"shell","say":"dropped","paths":${JSON.stringify(Array.from({ length: 500 }, () => '/a.yaml'))}}`, 'x'.repeat(3_000_000)]) at.end.sendText(text)
    await at.shows({ title: 'Alive' })
    expect((await at.recorded('title')).slice(before)).toEqual([['title', 'Alive · Runthrough']])
    expect(at.app.failures).toEqual([])
  })

  test('18 nothing is loaded by file://: the page has a scheme of its own', async () => {
    expect(filesWith(/loadFile\(|['"`]file:\/\//).filter((file) => file !== 'electron/shell/security.ts')).toEqual([])
    expect(await at.app.inside(({ electron }) => electron.session.defaultSession.cancels('file:///etc/passwd'))).toBe(true)
  })

  test('19 the fuses are set as they must be', () => {
    const { electronFuses } = parse(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8')) as { electronFuses: object }
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(filesWith(/ELECTRON_RUN_AS_NODE|child_process/)).toEqual([])
  })

  test('20 no part of Electron reaches the page: texts go out and come in on one channel', async () => {
    const preload = sources.find(({ file }) => file.endsWith('preload.cts'))?.text ?? ''
    expect([...preload.matchAll(/ipcRenderer\.(\w+)\((\w+)/g)].map(([, call, channel]) => `${call} ${channel}`)).toEqual(['on CHANNEL', 'send CHANNEL', 'send CHANNEL'])
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1)
    const page = await at.app.page()
    expect(await page.evaluate(() => ['ipcRenderer', 'electron', 'webUtils', 'contextBridge', '__standInSend'].filter((name) => name in window))).toEqual([])
  })
})

test('certificate errors are nowhere excused', async () => {
  expect(await at.app.inside(({ electron }) => electron.app.listenerCount('certificate-error'))).toBe(0)
  expect(filesWith(/certificate-error|setCertificateVerifyProc|ignore-certificate/)).toEqual([])
})

test.each([
  ['the page itself', '/', 200],
  ['a screen', '/run/r-20261123-0712-7f3a/war-room', 200],
  ['a screen whose last part is a path', '/plan/%2Fetc%2Fpasswd.js', 200],
  ['a file of it', '/favicon.svg', 200],
  ['a file that is not there', '/assets/none.js', 404],
  ['out of the bundle, encoded', '/..%2f..%2fpackage.json', 404],
  ['out of assets, encoded', '/assets/..%2f..%2f..%2fpackage.json', 404],
  ['out of assets, plain', '/assets/../../../package.json', 404],
  ['out of assets, dots encoded', '/assets/%2e%2e/%2e%2e/%2e%2e/package.json', 404],
  ['out of assets, twice encoded', '/assets/%252e%252e%252fpackage.json', 404],
  ['a backslash', '/assets/..\\..\\package.json', 404],
  ['a backslash, encoded', '/assets/..%5c..%5cpackage.json', 404],
  ['an absolute path', '/assets//etc/passwd.json', 404],
  ['a zero byte', '/assets/%00.js', 404],
  ['half an escape', '/assets/%zz.js', 404],
  ['a folder beside that begins alike', '/..%2frenderer-types%2fx.json', 404],
  ['a kind of file that no page has', '/assets/x.node', 404],
])('an address for %s is answered as it should be', async (_what, path, status) => {
  const { status: answered, bytes } = await at.app.inside(({ request }, to) => request(to), `${ORIGIN}${path}`)
  expect(answered).toBe(status)
  expect(bytes > 0).toBe(status === 200)
})

test.each(['app://evil/', 'app://runthrough.evil/', 'app://user@runthrough/', 'app://runthrough:80/'])('another host of the scheme has nothing: %s', async (to) => {
  expect(await at.app.inside(({ request }, asked) => request(asked), to)).toMatchObject({ status: 404, bytes: 0 })
})

test.each(['POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS'])('only GET is answered, not %s', async (method) => {
  expect(await at.app.inside(({ request }, how) => request('app://runthrough/', how), method)).toMatchObject({ status: 405, headers: { allow: 'GET' }, bytes: 0 })
})
