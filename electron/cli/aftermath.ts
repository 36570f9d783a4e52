/** What a run leaves behind, as lines under its end: how injects were dealt with, and what is to be watched. */
import type { HypercareShape, InjectShape } from '../node/aftermathShape.ts'
import type { RunShape } from '../node/report.ts'
import { showText } from '../node/showText.ts'
import { duration } from './durations.ts'

export function aftermathLines({ injects, hypercare }: Pick<RunShape, 'injects' | 'hypercare'>): string[] {
  return [...injects.map(injectLine), ...(hypercare.length === 0 ? [] : ['Hypercare:', ...hypercare.map((item) => `  ${careLine(item)}`)])]
}

function injectLine({ inject, step, detected_ms, decision_ms, execution_ms, decide_within_ms, in_time, expected, took, as_expected, decided_by }: InjectShape): string {
  const time = (name: string, ms: number | null): string => `${name} ${ms === null ? '–' : duration(ms)}`
  const within = decide_within_ms === null ? '' : in_time === null ? `, ${duration(decide_within_ms)} are given for the decision` : `, ${in_time ? 'inside' : 'beyond'} the ${duration(decide_within_ms)} for the decision`
  const by = decided_by === 'runbook' ? ' by the runbook itself' : decided_by === 'tool' ? ' (answered by the tool)' : ''
  const outcome = took === null ? `nobody decided (hoped for: ${expected})` : `${took}${by}${as_expected ? ', as hoped for' : `, hoped for was ${expected}`}`
  return `Inject ${inject} at ${step}: ${time('detected', detected_ms)}, ${time('decided', decision_ms)}, ${time('carried out', execution_ms)}${within}; ${outcome}`
}

const KINDS: Readonly<Record<string, string>> = {
  degraded: 'degraded',
  skipped: 'skipped',
  override: 'gone on in spite of',
  'accepted-risk': 'risk accepted at',
  'did-not-run': 'did not really run:',
  doubted: 'nobody said whether it really ran:',
  note: 'watch',
}

function careLine({ kind, step, text, tier }: HypercareShape): string {
  return `${KINDS[kind] ?? kind} ${step}${tier === undefined ? '' : ` (${tier})`}${text === '' ? '' : `: ${showText(text)}`}`
}
