/** The Node that a package brings along, for the system and processor that it is made for. */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Puts it into out/package-node/<platform>-<arch>. @throws Error in words where it can't be had here */
export function putNode(root, platform, arch) {
  const folder = join(root, 'out/package-node', `${platform}-${arch}`)
  const name = platform === 'win32' ? 'node.exe' : 'node'
  const version = JSON.parse(readFileSync(join(root, 'node_modules/node/package.json'), 'utf8')).version
  mkdirSync(folder, { recursive: true })
  const target = join(folder, name)
  const draft = `${target}.${process.pid}`
  if (platform === process.platform && arch === process.arch) copyFileSync(join(root, 'node_modules/node/bin', name), draft)
  else fetchNode(draft, platform, arch, version)
  chmodSync(draft, 0o755)
  renameSync(draft, target)
  return target
}

/** Another system's, by its npm package, which holds nothing but the program. */
function fetchNode(target, platform, arch, version) {
  const system = platform === 'win32' ? 'win' : platform
  const name = `${system === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${system}-${arch}`
  const scratch = mkdtempSync(join(tmpdir(), 'runthrough-node-'))
  try {
    const packed = spawnSync('npm', ['pack', `${name}@${version}`, '--pack-destination', scratch, '--loglevel=error'], { encoding: 'utf8', shell: process.platform === 'win32' })
    const archive = readdirSync(scratch).find((each) => each.endsWith('.tgz'))
    if (packed.status !== 0 || archive === undefined) throw new Error(`the Node for ${platform}-${arch} (npm package ${name}@${version}) could not be had: ${firstLine(packed.stderr)}`)
    spawnSync('tar', ['-xzf', archive], { cwd: scratch })
    const file = join(scratch, 'package/bin', platform === 'win32' ? 'node.exe' : 'node')
    if (!existsSync(file)) throw new Error(`the npm package ${name}@${version} holds no program`)
    copyFileSync(file, target)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function firstLine(text) {
  return (text ?? '').split('\n').find((line) => line.trim() !== '')?.trim() ?? 'npm said nothing'
}
