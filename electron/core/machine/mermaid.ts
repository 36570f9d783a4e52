/** The graph as a Mermaid flowchart: phases, lanes and branches as subgraphs, points of no return marked. */
import type { Graph, GraphNode } from './graph.ts'
import type { GraphEdge } from './ways.ts'

/** Ids of ours may be words of Mermaid (`end`) or hold `:` and `-`: in the chart they are numbered, and labels tell. */
export function mermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map((node, index) => [node.id, `n${index}`]))
  const children = new Map<string | undefined, GraphNode[]>()
  for (const node of nodes) {
    const list = children.get(node.parent)
    if (list) list.push(node)
    else children.set(node.parent, [node])
  }
  const lines = ['flowchart TD']
  const write = (node: GraphNode, indent: string): void => {
    const inner = children.get(node.id)
    if (!inner) {
      lines.push(`${indent}${ids.get(node.id)}${shape(node)}`)
      return
    }
    lines.push(`${indent}subgraph ${ids.get(node.id)}["${text(titleOf(node))}"]`)
    for (const child of inner) write(child, `${indent}  `)
    lines.push(`${indent}end`)
  }
  for (const node of children.get(undefined) ?? []) write(node, '  ')
  // Into a phase or lane: the subgraph stands around its steps already.
  for (const edge of edges) if (edge.kind !== 'enter' || edge.event !== '') lines.push(`  ${ids.get(edge.from)} ${arrow(edge)} ${ids.get(edge.to)}`)
  const crossing = nodes.filter((node) => node.pointOfNoReturn).map((node) => ids.get(node.id))
  if (crossing.length > 0) lines.push('  classDef ponr stroke:#c00,stroke-width:3px', `  class ${crossing.join(',')} ponr`)
  return `${lines.join('\n')}\n`
}

function titleOf({ kind, id, title = id }: GraphNode): string {
  const named = title === id ? id : `${title} (${id})`
  return kind === 'branch' ? `branch: ${named}` : kind === 'lane' ? `lane: ${title}` : named
}

function shape(node: GraphNode): string {
  const label = text(node.kind === 'start' ? 'start' : titleOf(node))
  if (node.kind === 'start' || node.kind === 'end') return `(["${label}"])`
  if (node.pointOfNoReturn) return `{{"${label}<br/>point of no return"}}`
  return node.stepKind === 'decision' || node.stepKind === 'gate' ? `{"${label}"}` : `["${label}"]`
}

function arrow({ kind, event, label, to, from }: GraphEdge): string {
  const word = kind === 'next' || kind === 'end' ? '' : kind === 'need' ? 'needs' : kind === 'choose' ? event.slice(event.lastIndexOf('.') + 1) : from === to || label === undefined ? (label ?? kind) : event.startsWith('ACCEPT') ? 'rollback accepted' : `${kind === 'timeout' ? 'time-out' : kind}`
  const line = kind === 'need' || kind === 'rollback' ? '-.->' : '-->'
  return word === '' ? line : `${line}|"${text(word)}"|`
}

/** Inside a quoted label only these act; Mermaid writes characters as #code; too. */
function text(value: string): string {
  return value.replace(/[^\p{L}\p{N} .,:;()/_+→…-]/gu, (character) => `#${character.codePointAt(0)};`).replace(/#(?:10|13);/g, ' ')
}
