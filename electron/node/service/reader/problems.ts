/** Which step, phase or branch a finding is about, by where it stands in the file: the picture of the machine shows it there. */
import type { PlanProblem } from '../../../contract/shapes/plan.ts'
import { allSteps, type Diagnostic, type Position, type Runbook } from '../../../core/runbook/model.ts'
import { showProse } from '../../showText.ts'

interface Part {
  readonly id: string
  readonly at: Position
}

/** Findings about the file as a whole, or about what is no part of the machine, are left out: they stand in the list by line. */
export function problemsOf(runbook: Runbook, source: string, diagnostics: readonly Diagnostic[]): PlanProblem[] {
  const parts: Part[] = [...runbook.phases, ...runbook.branches, ...[...allSteps(runbook)].map(({ step }) => step)].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
  const lines = source.split('\n')
  return diagnostics.flatMap(({ code, severity, message, line, column }) => {
    const part = parts.findLast(({ at }) => (at.line === line ? at.column <= column : at.line < line && at.column < column))
    if (!part || lines.slice(part.at.line, line).some((text) => SECTION.test(text))) return []
    return [{ at: part.id, code, severity, message: showProse(message) }]
  })
}

/** A key of the whole runbook: what stands under it is no part of what came before. */
const SECTION = /^[a-z]/
