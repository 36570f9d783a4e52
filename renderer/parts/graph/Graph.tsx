/** A runbook's machine as a picture: phases and branches with their steps, and every way between them. */
import { ReactFlow, ReactFlowProvider, useReactFlow, useStore, useStoreApi, type Node } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { ChoiceProvider, type Choice } from './chosen.ts'
import { GroupNode } from './GroupNode.tsx'
import { InWords } from './InWords.tsx'
import { KINDS } from './kinds.ts'
import { openAtFirst } from './layout.ts'
import { Legend } from './Legend.tsx'
import { Lines, type Shown } from './Lines.tsx'
import type { Book, Machine } from './machine.ts'
import { neighbour, type Direction, type Spot } from './neighbour.ts'
import type { Picture, PlacedGroup, PlacedStep } from './picture.ts'
import { StepNode } from './StepNode.tsx'
import { Toolbar } from './Toolbar.tsx'
import { usePicture } from './usePicture.ts'
import { firstView, LEAST_ZOOM, MOST_ZOOM, viewWith, wholeView } from './view.ts'
import styles from './Graph.module.css'

export interface GraphProps {
  readonly book: Book
  readonly machine: Machine
  /** A step. */
  readonly chosen: string | null
  readonly onChoose: (step: string | null) => void
  /** What its lines tell. */
  readonly show: Shown
  /** Null where nothing is known of what was rehearsed. */
  readonly onShow: ((show: Shown) => void) | null
}

type Drawn = Node<{ readonly placed: PlacedGroup }, 'box'> | Node<{ readonly placed: PlacedStep }, 'step'>

const NODE_TYPES = { box: GroupNode, step: StepNode }
const NO_EDGES: never[] = []
/** Below it nothing but titles could be read: then they are drawn larger, and alone. */
const FAR = 0.8
const CALM_MS = 180
const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

export function Graph(props: GraphProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ book, machine, chosen, onChoose, show: shown, onShow }: GraphProps) {
  // What somebody opened stays open when the file, or its history, becomes another one.
  const [unfolded, setOpen] = useState<ReadonlySet<string> | null>(null)
  const open = useMemo(() => unfolded ?? openAtFirst(machine), [unfolded, machine])
  const { picture, busy, error } = usePicture(machine, open)
  const far = useStore(({ transform }) => transform[2] < FAR)
  const announce = useAnnounce()
  const { show, fit } = useView(picture, chosen)

  const nodes = useMemo(() => (picture ? nodesOf(picture) : []), [picture])
  const choice = useMemo((): Choice => {
    const titles = new Map([...book.steps, ...machine.groups].map(({ id, title }) => [id, title]))
    const near = new Set(chosen === null ? [] : (picture?.lines ?? []).filter(({ of }) => of.includes(chosen)).flatMap(({ ends }) => ends))
    return {
      chosen,
      near,
      titleOf: (id) => titles.get(id) ?? id,
      toggle: (group) => setOpen(open.has(group) ? new Set([...open].filter((id) => id !== group)) : new Set([...open, group])),
    }
  }, [book, machine, picture, chosen, open])

  const walk = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key]
    if (event.key === 'Escape' && chosen !== null) onChoose(null)
    else if (event.key === '0') fit()
    else if (event.key === '+' || event.key === '=') show('in')
    else if (event.key === '-') show('out')
    else if (direction && picture) {
      const spots = spotsOf(picture)
      const next = chosen === null ? (spots[0]?.id ?? null) : neighbour(spots, chosen, direction)
      const step = picture.steps.find((one) => one.step.id === next)?.step
      if (step) {
        onChoose(step.id)
        announce(`${step.title}, ${KINDS[step.kind].word}, ${step.owner === null ? 'no owner' : `owner ${step.owner}`}`)
      }
    } else return
    event.preventDefault()
  }

  return (
    <div className={styles['graph']}>
      {error && <ErrorNotice error={error} />}
      <div className={styles['canvas']} data-far={far || undefined}>
        <ChoiceProvider value={choice}>
          <ReactFlow
            className={styles['flow'] ?? ''}
            nodes={nodes}
            edges={NO_EDGES}
            nodeTypes={NODE_TYPES}
            minZoom={LEAST_ZOOM}
            maxZoom={MOST_ZOOM}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            onlyRenderVisibleElements
            panOnScroll
            zoomOnDoubleClick={false}
            deleteKeyCode={null}
            proOptions={{ hideAttribution: true }}
            tabIndex={0}
            aria-label="Graph of the machine. The arrow keys go from step to step, plus and minus change its size, 0 shows all of it. It is told in words below."
            onKeyDown={walk}
            onNodeClick={(_, node) => { if (node.type === 'step') onChoose(node.id) }}
            onPaneClick={() => onChoose(null)}
          >
            {picture && <Lines picture={picture} show={shown} />}
          </ReactFlow>
        </ChoiceProvider>
        {busy && <div className={styles['busy']}><Spinner label={picture ? 'Laying the graph out anew' : 'Laying the graph out'} /></div>}
        <Toolbar onFit={fit} onOpenAll={open.size < machine.groups.length ? () => setOpen(new Set(machine.groups.map(({ id }) => id))) : null} onCloseAll={open.size > 0 ? () => setOpen(new Set()) : null} />
      </div>
      <div className={styles['foot']}>
        {onShow && <Segmented label="The lines tell" hideLabel size="s" value={shown} onChange={onShow} options={[{ value: 'kinds', label: 'Ways' }, { value: 'coverage', label: 'Coverage' }]} />}
        <Legend show={shown} />
      </div>
      <InWords book={book} machine={machine} />
    </div>
  )
}

/** Moves the view: to the phases at first, to what is chosen, in and out. */
function useView(picture: Picture | null, chosen: string | null): { readonly show: (direction: 'in' | 'out') => void; readonly fit: () => void } {
  const flow = useReactFlow()
  const store = useStoreApi()
  const hasSize = useStore(({ width }) => width > 0)
  const placed = useRef(false)

  useEffect(() => {
    if (!picture || !hasSize || placed.current) return
    placed.current = true
    void flow.setViewport(firstView(picture, store.getState()))
  }, [picture, hasSize, flow, store])

  useEffect(() => {
    const box = picture?.steps.find(({ step }) => step.id === chosen)?.box
    if (!box || !placed.current) return
    const now = flow.getViewport()
    const next = viewWith(now, box, store.getState())
    if (next.x !== now.x || next.y !== now.y) void flow.setViewport(next, { duration: calm() })
  }, [picture, chosen, flow, store])

  return {
    show: (direction) => void (direction === 'in' ? flow.zoomIn({ duration: calm() }) : flow.zoomOut({ duration: calm() })),
    fit: () => { if (picture) void flow.setViewport(wholeView(picture, store.getState()), { duration: calm() }) },
  }
}

/** Whoever wants less motion gets none. */
function calm(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : CALM_MS
}

function nodesOf({ groups, steps }: Picture): Drawn[] {
  return [
    ...groups.map((placed): Drawn => ({ id: placed.group.id, type: 'box', data: { placed }, position: { x: placed.box.x, y: placed.box.y }, width: placed.box.width, height: placed.box.height, zIndex: 0 })),
    ...steps.map((placed): Drawn => ({ id: placed.step.id, type: 'step', data: { placed }, position: { x: placed.box.x, y: placed.box.y }, width: placed.box.width, height: placed.box.height, zIndex: 2 })),
  ]
}

function spotsOf({ steps }: Picture): Spot[] {
  return steps.map(({ step, box }) => ({ id: step.id, box }))
}
