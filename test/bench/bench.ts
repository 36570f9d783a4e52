/**
 * `npm run bench [-- --json] [NAME…]`: what each part costs, as a ratio to a baseline in the same process. Nothing is asserted.
 * Names: journal, program, machine, forecast, coverage, page, hour; all of them unless said. See docs/benchmarks.md.
 */
import { availableParallelism, cpus } from 'node:os'
import { coverageBenches } from './coverage.ts'
import { forecastBenches } from './forecast.ts'
import { hourBenches } from './hour.ts'
import { journalBenches } from './journal.ts'
import { machineBenches } from './machine.ts'
import type { Measured } from './measure.ts'
import { pageBenches } from './page.ts'
import { programBenches } from './program.ts'

const BENCHES: Readonly<Record<string, () => Promise<Measured[]>>> = { journal: journalBenches, program: programBenches, machine: machineBenches, forecast: forecastBenches, coverage: coverageBenches, page: pageBenches, hour: hourBenches }

const args = process.argv.slice(2)
const asked = args.filter((arg) => arg !== '--json')
const wrong = asked.find((name) => !Object.hasOwn(BENCHES, name))
if (wrong !== undefined) {
  console.error(`There is no bench "${wrong}". There are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}

const found: Measured[] = []
for (const [name, run] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.error(`${name} …`)
  found.push(...(await run()))
}
console.log(args.includes('--json') ? JSON.stringify(asJson(found), null, 2) : asTable(found))

function asJson(measured: readonly Measured[]): object {
  return {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? '',
    benches: measured.map(({ bench, per, against, oursMs, baselineMs, ratio, rounds, unit }) => ({ bench, per, against, [`ours_${(unit ?? 'ms').toLowerCase()}`]: oursMs, [`baseline_${(unit ?? 'ms').toLowerCase()}`]: baselineMs, ratio, rounds })),
  }
}

function asTable(measured: readonly Measured[]): string {
  const rows = [['bench', 'takes', 'baseline', 'takes', 'ratio'], ...measured.map(({ bench, per, against, oursMs, baselineMs, ratio, unit }) => [bench, `${inWords(oursMs, unit)}/${per}`, against, inWords(baselineMs, unit), `${ratio.toPrecision(ratio < 10 ? 2 : 3)} ×`])]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => row.map((cell, column) => (column % 2 === 0 && column < 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n')
}

function inWords(ms: number, other?: Measured['unit']): string {
  if (other !== undefined) return `${other === 'MB' ? ms.toPrecision(3) : ms} ${other}`
  const [value, unit] = ms < 1 ? [ms * 1000, 'µs'] : ms < 1000 ? [ms, 'ms'] : [ms / 1000, 's']
  return `${value.toPrecision(3)} ${unit}`
}
