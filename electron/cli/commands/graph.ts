/** `graph FILE`: the compiled machine, for drawing. */
import { Option, type Command } from 'commander'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { graph } from '../../core/machine/graph.ts'
import { mermaid } from '../../core/machine/mermaid.ts'
import { scxml } from '../../core/machine/scxml.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { print, printJson } from '../output.ts'
import { define, settingOf, type CommonOptions } from '../setting.ts'

const FORMATS = ['mermaid', 'json', 'scxml'] as const

interface GraphOptions extends CommonOptions {
  readonly format: (typeof FORMATS)[number]
}

export function graphCommand(program: Command): void {
  define(program, 'graph <file>', 'print the compiled machine', 'runthrough graph runbooks/tour.yaml --format mermaid')
    .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('mermaid'))
    .action((file: string, { format, ...options }: GraphOptions) => {
      const setting = settingOf(options)
      const book = readRunbook(file)
      // What is wrong with a machine is best seen in its drawing.
      const compiled = book.examined.compiled ?? usable(book).compiled
      if (setting.json || format === 'json') printJson(graphShape(compiled))
      else print((format === 'scxml' ? scxml(compiled.config, compiled.layout.runbook.id) : mermaid(graph(compiled))).trimEnd())
    })
}

function graphShape(compiled: CompiledMachine) {
  const { nodes, edges } = graph(compiled)
  return {
    nodes: nodes.map(({ stepKind, pointOfNoReturn, ...node }) => ({ ...node, ...(stepKind === undefined ? {} : { step_kind: stepKind }), ...(pointOfNoReturn ? { point_of_no_return: true } : {}) })),
    edges,
  }
}
