/**
 * How a group looks inside: ELK's layered algorithm puts steps into rows, so that a step stands below whatever it needs, and routes what
 * goes across. Two things make it keep lanes as straight columns side by side: each lane begins with a header in the first row, and the
 * line from step to step runs from the middle of one to the middle of the next and must be straight. Lines that leave the group run to a
 * gate in its last row (a phase's: the branches lie below) or in its first (a branch's).
 */
import type { ElkExtendedEdge, ElkLabel, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js'
import type { Group, Link, MachineStep } from './machine.ts'
import { GAP, GROUP, labelWidth, STEP, stepHeight } from './sizes.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Where a link that leaves or enters the group passes its edge. */
export interface Gate {
  readonly link: string
  readonly side: 'out' | 'in'
  readonly x: number
  /** From the gate to the step, or from the step to the gate, as it is walked. */
  readonly points: readonly Point[]
}

/** Relative to the upper left corner of the group's content. */
export interface Interior {
  readonly width: number
  readonly height: number
  readonly lanes: readonly (Box & { readonly id: string | null })[]
  readonly steps: ReadonlyMap<string, Box>
  readonly lines: ReadonlyMap<string, { readonly points: readonly Point[]; readonly label: Point | null }>
  readonly gates: readonly Gate[]
}

/** As much of ELK as is needed; in a page it runs in a worker. */
export interface Elk {
  layout(graph: ElkNode): Promise<ElkNode>
}

/** A link that leaves the group or comes into it. */
export interface Crossing {
  readonly link: Link
  readonly side: 'out' | 'in'
}

const OPTIONS: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.crossingMinimization.semiInteractive': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.nodeNode': '8',
  'elk.spacing.edgeNode': '10',
  'elk.spacing.edgeEdge': `${GAP.line}`,
  'elk.layered.spacing.nodeNodeBetweenLayers': `${GAP.step}`,
  'elk.layered.spacing.edgeNodeBetweenLayers': '8',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
}

export async function layoutInterior(elk: Elk, group: Group, links: readonly Link[], crossings: readonly Crossing[]): Promise<Interior> {
  return readInterior(group, crossings, await elk.layout(interiorGraph(group, links, crossings)))
}

/** What ELK is asked. `links` have both ends in the group. */
export function interiorGraph(group: Group, links: readonly Link[], crossings: readonly Crossing[]): ElkNode {
  const laneOf = new Map(group.lanes.flatMap((lane, index) => lane.steps.map(({ id }) => [id, index] as const)))
  const laned = isLaned(group)
  const headers = group.lanes.map((_, index): ElkNode => {
    const width = STEP.width + GAP.inset * 2
    return { id: headerId(index), width, height: laned ? GROUP.lane : 1, ports: [{ id: `${headerId(index)}.s`, x: width / 2, y: laned ? GROUP.lane : 1 }], layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.layered.layering.layerConstraint': 'FIRST', 'elk.position': `(${index * 400},0)` } }
  })
  const steps = group.lanes.flatMap((lane, index) => lane.steps.map((step, position) => stepNode(step, index, position)))
  const gates = crossings.map((crossing): ElkNode => ({ id: gateId(crossing), width: 2, height: 2, layoutOptions: { 'elk.layered.layering.layerConstraint': group.kind === 'phase' ? 'LAST_SEPARATE' : 'FIRST_SEPARATE' } }))
  const gated = new Set(group.lanes.flatMap((lane) => lane.steps.flatMap(({ id, pointOfNoReturn }) => (pointOfNoReturn ? [id] : []))))
  const strands = group.lanes.flatMap((lane, index) => lane.steps.map(({ id }, position) => strand(lane.steps[position - 1]?.id ?? headerId(index), id, links, gated.has(id))))
  const straight = new Set(strands.map(({ id }) => id))
  const across = links.filter(({ id }) => !straight.has(id)).map((link): ElkExtendedEdge => {
    const [from = 0, to = 0] = [laneOf.get(link.from), laneOf.get(link.to)]
    // In one lane around the right-hand side, else across the street between the lanes.
    const [out, into] = from === to ? ['e', 'e'] : from < to ? ['e', 'w'] : ['w', 'e']
    return { id: link.id, sources: [`${link.from}.${out}`], targets: [`${link.to}.${into}`], labels: labelsOf(link) }
  })
  // Towards the gate, whichever way it is walked: ELK then never has to turn an edge around.
  const crossing = crossings.map((one): ElkExtendedEdge => {
    const step = `${one.side === 'out' ? one.link.from : one.link.to}.${one.side === 'out' ? 'e' : 'w'}`
    return group.kind === 'phase' ? { id: edgeId(one), sources: [step], targets: [gateId(one)] } : { id: edgeId(one), sources: [gateId(one)], targets: [step] }
  })
  return { id: group.id, layoutOptions: OPTIONS, children: [...headers, ...steps, ...gates], edges: [...strands, ...across, ...crossing] }
}

function readInterior(group: Group, crossings: readonly Crossing[], graph: ElkNode): Interior {
  const boxes = new Map((graph.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => [id, { x, y, width, height }]))
  const points = new Map((graph.edges ?? []).map((edge) => [edge.id, pointsOf(edge)]))
  const labels = new Map((graph.edges ?? []).map(({ id, labels: [label] = [] }) => [id, label?.x === undefined || label.y === undefined ? null : { x: label.x, y: label.y }]))
  const [width, height] = [graph.width ?? 0, graph.height ?? 0]
  const steps = new Map(group.lanes.flatMap((lane) => lane.steps.flatMap(({ id }) => (boxes.has(id) ? [[id, boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }] as const] : []))))
  const lanes = group.lanes.map(({ id }, index) => ({ id, ...(boxes.get(headerId(index)) ?? { x: 0, y: 0, width }), height }))
  const gates = crossings.map((one): Gate => {
    const asked = points.get(edgeId(one)) ?? []
    const towardsGate = group.kind === 'phase'
    const walked = towardsGate === (one.side === 'out') ? asked : asked.toReversed()
    return { link: one.link.id, side: one.side, x: (one.side === 'out' ? walked.at(-1) : walked[0])?.x ?? 0, points: walked }
  })
  const gateEdges = new Set(crossings.map(edgeId))
  const lines = [...points].filter(([id]) => !gateEdges.has(id) && !id.startsWith('header:')).map(([id, line]) => [id, { points: line, label: labels.get(id) ?? null }] as const)
  return { width, height, lanes, steps, gates, lines: new Map(lines) }
}

export function isLaned({ lanes }: Group): boolean {
  return lanes.some(({ id }) => id !== null)
}

function stepNode({ id, title }: MachineStep, lane: number, position: number): ElkNode {
  const height = stepHeight(title)
  const [width, middle] = [STEP.width, height / 2]
  return {
    id,
    width,
    height,
    ports: [{ id: `${id}.n`, x: width / 2, y: 0 }, { id: `${id}.s`, x: width / 2, y: height }, { id: `${id}.e`, x: width, y: middle }, { id: `${id}.w`, x: 0, y: middle }],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.position': `(${lane * 400},${(position + 1) * 100})` },
  }
}

/** The straight line down a lane: the link between the two, or, where there is none, their order. A point of no return wants room before it. */
function strand(from: string, to: string, links: readonly Link[], gated: boolean): ElkExtendedEdge {
  const link = links.find((one) => one.from === from && one.to === to)
  const id = from.startsWith('header:') ? `header:${to}` : (link?.id ?? `${from}>${to}:next`)
  return { id, sources: [`${from}.s`], targets: [`${to}.n`], labels: [...(link ? labelsOf(link) : []), ...(gated && !link?.label ? [{ text: 'gate', width: 2, height: GAP.gate }] : [])], layoutOptions: { 'elk.layered.priority.straightness': '100', 'elk.layered.priority.direction': '100' } }
}

const labelsOf = ({ label }: Link): ElkLabel[] => (label === null ? [] : [{ text: label, width: labelWidth(label), height: 14 }])

const headerId = (lane: number): string => `header:${lane}`
const gateId = ({ link, side }: Crossing): string => `gate:${side}:${link.id}`
const edgeId = ({ link, side }: Crossing): string => `crossing:${side}:${link.id}`

function pointsOf({ sections = [] }: ElkExtendedEdge): Point[] {
  return sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint])
}
