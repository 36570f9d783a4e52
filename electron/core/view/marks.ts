/** How a step stands, as every screen names it. */

export type MarkName =
  | 'running' | 'rolling' | 'armed' | 'ending' | 'backoff' | 'failed'
  | 'done' | 'degraded' | 'skipped' | 'passed-over' | 'timed-out' | 'stopped' | 'lost' | 'undone' | 'ahead'
