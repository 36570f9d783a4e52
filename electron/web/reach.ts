/** Where a web host listens and by which names it is found: this machine alone, unless it was told otherwise in words and has a certificate. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { RunthroughError } from '../core/errors.ts'

export interface ReachOptions {
  /** An address of this machine; 0.0.0.0 and :: are all of them. */
  readonly bind?: string | undefined
  /** PEM files: the certificate with those that vouch for it, and its key. */
  readonly certFile?: string | undefined
  readonly keyFile?: string | undefined
}

export interface Reach {
  readonly bind: string
  /** As they stand in addresses; the first one is in the links, each is answered to, no other is. */
  readonly names: readonly string[]
  readonly reach: 'this-machine' | 'network'
  readonly tls?: Tls
}

export interface Tls {
  readonly cert: string
  readonly key: string
}

const LOOPBACK = '127.0.0.1'
const ALL = new Set(['0.0.0.0', '::'])

/** @throws RunthroughError `bad-input`, `unreadable-file` */
export function reachOf({ bind = LOOPBACK, certFile, keyFile }: ReachOptions): Reach {
  if (isIP(bind) === 0) throw new RunthroughError('bad-input', `${bind} is no address to listen on.`, `Give one of this machine's addresses, or 0.0.0.0 for all of them; without --bind it is ${LOOPBACK}.`)
  if ((certFile === undefined) !== (keyFile === undefined)) throw new RunthroughError('bad-input', 'A certificate and its key belong together, and one of them is missing.', 'Give both: --tls-cert FILE --tls-key FILE')
  const isHere = isLoopback(bind)
  if (certFile === undefined || keyFile === undefined) {
    if (isHere) return { bind, names: [inAddress(bind)], reach: 'this-machine' }
    throw new RunthroughError('bad-input', `On ${bind} others in the network could read the links and take the run over: without a certificate Runthrough listens on this machine alone.`, 'Give --tls-cert FILE and --tls-key FILE, or leave --bind out.')
  }
  const tls = { cert: readPem(certFile, 'certificate'), key: readPem(keyFile, 'key') }
  const certified = namesOf(tls, certFile, keyFile)
  const own = ALL.has(bind) ? [] : [inAddress(bind)]
  // On this machine alone, a name that leads elsewhere is of no use.
  const names = isHere ? [...certified.filter(isHereName), ...own] : [...certified, ...own]
  const [first] = names
  if (first === undefined) throw new RunthroughError('bad-input', `The certificate ${certFile} names no host that a link could lead to.`, 'Use one whose subject alternative names hold this machine\'s name or address; a name with * is not enough.')
  return { bind, names: [...new Set(names)], reach: isHere ? 'this-machine' : 'network', tls }
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

function isHereName(name: string): boolean {
  return name === 'localhost' || name.startsWith('127.') || name === '[::1]'
}

/** As browsers write it in addresses and in the Host header. */
function inAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address
}

function readPem(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new RunthroughError('unreadable-file', `The ${what} ${file} can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`, 'Give a PEM file that you may read.')
  }
}

/** The certificate's hosts, names before addresses. @throws RunthroughError `unreadable-file`, `bad-input` */
function namesOf({ cert, key }: Tls, certFile: string, keyFile: string): string[] {
  const certificate = parsed(() => new X509Certificate(cert), certFile, 'certificate')
  const fits = certificate.checkPrivateKey(parsed(() => createPrivateKey(key), keyFile, 'key without a pass phrase'))
  if (!fits) throw new RunthroughError('bad-input', `The key ${keyFile} is not the one of the certificate ${certFile}.`, 'Give the two files that were made together.')
  const all = (certificate.subjectAltName ?? '').split(', ')
  const of = (kind: string): string[] => all.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length).toLowerCase()] : []))
  const hosts = of('DNS:').filter((name) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name))
  return [...hosts, ...of('IP Address:').filter((address) => isIP(address) !== 0).map(inAddress)].filter((name, at, names) => names.indexOf(name) === at)
}

function parsed<T>(parse: () => T, file: string, what: string): T {
  try {
    return parse()
  } catch {
    throw new RunthroughError('unreadable-file', `${file} holds no ${what}.`, 'Give the file in the PEM form: a text that begins with -----BEGIN.')
  }
}
