/** What built files import, followed from file to file and from package to package. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'"\n]*?\sfrom\s)?\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|require\(\s*['"]([^'"]+)['"]|new URL\(\s*['"](\.[^'"]+)['"]/g

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, ...found]) => found.filter((each): each is string => each !== undefined))
}

/** The files that these ones lead to, themselves included; and the names of packages on the way. */
export function follow(entries: readonly string[]): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const open = [...entries]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const target of importsOf(file)) {
      if (target.startsWith('.')) {
        const found = join(dirname(file), target)
        if (/\.c?js$/.test(found) && existsSync(found)) open.push(found)
      } else if (!target.startsWith('node:') && target !== 'electron') packages.add(nameOf(target))
    }
  }
  return { files: [...files], packages: [...packages] }
}

/** With everything that they depend on when they run. What is only needed to compile (`node-addon-api`) is none of it. */
export function closureOf(root: string, names: readonly string[]): string[] {
  const found = new Set<string>()
  const open = [...names]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || name === 'node-addon-api') continue
    found.add(name)
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> }
    open.push(...Object.keys(dependencies))
  }
  return [...found].toSorted()
}

function nameOf(target: string): string {
  return target.split('/').slice(0, target.startsWith('@') ? 2 : 1).join('/')
}
