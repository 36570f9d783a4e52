/** What is to be watched once the run is over, and what somebody is asked about: as pages get it. */
import type { HypercareItem, RunDoubt } from '../../../contract/shapes/run.ts'
import { deniedDoubts, openDoubts, tookMsOf } from '../../../core/run/doubt.ts'
import { hypercareOf } from '../../../core/run/hypercare.ts'
import { mayRecycle } from '../../../core/run/options.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import { showProse } from '../../showText.ts'
import type { Scene } from './scene.ts'

type Ground = Pick<Scene, 'compiled' | 'state'>

export function projectHypercare({ compiled, state }: Ground): HypercareItem[] {
  return hypercareOf(compiled, state).map((item) => ({ ...item, text: showProse(item.text) }))
}

export function projectDoubts({ compiled, state }: Ground): RunDoubt[] {
  return [...openDoubts(state), ...deniedDoubts(state)].map((split) => {
    const { step, attempt, from, to = from, doubt } = split
    return { step, attempt, tookMs: tookMsOf(compiled, state, split), fastestMs: doubt?.fastestMs ?? 0, at: wallOf(state, to), denied: doubt?.ran === false, canGoBack: mayRecycle(compiled, state, step) }
  })
}
