/** A machine with a place for everything: what the layout gives and the screen draws. */
import type { Box, Point } from './interior.ts'
import type { CoverageStatus } from '../../../electron/contract/shapes/coverage.ts'
import type { Group, LinkKind, MachineStep, Rail } from './machine.ts'

export interface PlacedGroup {
  readonly group: Group
  readonly box: Box
  /** Its steps are shown. */
  readonly open: boolean
  /** Of its lanes; empty where it has none or is closed. */
  readonly lanes: readonly (Box & { readonly id: string | null })[]
  /** Its ways back, told at its foot. */
  readonly rails: readonly Rail[]
}

export interface PlacedStep {
  readonly step: MachineStep
  readonly group: string
  readonly box: Box
}

/** `order`: from a phase to the next · `rail`: beside the steps that may go back · `back`: from there into the branch · `end`: to the end of the main way. */
export type LineKind = LinkKind | 'order' | 'rail' | 'back' | 'end'

export interface Line {
  readonly id: string
  readonly kind: LineKind
  readonly points: readonly Point[]
  /** What is drawn of it while nothing on it is chosen: the rest lies on another line. */
  readonly own: readonly Point[]
  readonly label: (Point & { readonly text: string }) | null
  /** It is bright while one of these steps or groups is chosen. */
  readonly of: readonly string[]
  /** Then these are told to belong to it, too. */
  readonly ends: readonly string[]
  readonly arrow: boolean
  /** Of a way back: nobody ever walked it. */
  readonly unproven: boolean
  /** The least that was rehearsed of what it stands for; null where it is no transition. */
  readonly coverage: CoverageStatus | null
}

export interface Picture {
  readonly width: number
  readonly height: number
  /** The part with the phases: what is shown first. */
  readonly main: Box
  readonly groups: readonly PlacedGroup[]
  readonly steps: readonly PlacedStep[]
  readonly lines: readonly Line[]
  readonly start: Point
  readonly ends: readonly (Point & { readonly end: string })[]
  /** Across the way, right before the step that is the point of no return. */
  readonly gates: readonly { readonly step: string; readonly from: Point; readonly to: Point }[]
}
