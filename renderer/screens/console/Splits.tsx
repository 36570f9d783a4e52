/** The splits in the manner of a speedrun timer: what is over with its delta, what runs, what is ahead with its expected time. */
import { useMemo } from 'react'
import type { RunRow } from '../../../electron/contract/shapes/run.ts'
import { COMPARISON_NAMES, type Comparison } from '../../../electron/contract/shapes/scalars.ts'
import { useSettings } from '../../store/hooks.ts'
import { rowOf, type RunState } from '../../store/runState.ts'
import { failedWords } from '../../ui/failedWords.ts'
import { asError } from '../../ui/asError.ts'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { SplitLine } from './SplitLine.tsx'
import styles from './Splits.module.css'

export interface SplitsProps {
  readonly state: RunState
  readonly comparison: Comparison
  readonly selected: string | null
  readonly onChoose: (step: string) => void
}

type Item = { readonly heading: string; readonly key: string } | { readonly row: RunRow; readonly key: string }

const NAMES: Readonly<Record<Comparison, string>> = { plan: 'Plan', median: 'Median', best: 'Best run', last: 'Last run', p90: 'P90' }
const ROW_PX = 28

export function Splits({ state, comparison, selected, onChoose }: SplitsProps) {
  const { save } = useSettings()
  const toast = useToast()
  const { order, rows, places, steps } = state
  const items = useMemo(() => grouped({ order, rows, places, steps }), [order, rows, places, steps])
  const active = items.findIndex((item) => 'row' in item && (selected === null ? item.row.present : item.row.step === selected))
  const compare = (wanted: Comparison): void => {
    save({ comparison: wanted }).catch((reason: unknown) => toast({ ...failedWords(asError(reason)), tone: 'failed' }))
  }
  return (
    <div className={styles['splits']}>
      <div className={styles['head']}>
        <span className={styles['name']}>Step</span>
        <Select label="Compared with" hideLabel size="s" value={comparison} onChange={compare} options={COMPARISON_NAMES.map((value) => ({ value, label: NAMES[value] }))} />
      </div>
      <VirtualList items={items} keyOf={({ key }) => key} estimate={ROW_PX} label="Splits" active={active === -1 ? null : active} keepAt="third" className={styles['list']}>
        {(item) => ('heading' in item ? <p className={styles['group']}>{item.heading}</p> : <SplitLine row={item.row} step={steps.get(item.row.step)} comparison={comparison} chosen={item.row.step === selected} onChoose={onChoose} />)}
      </VirtualList>
    </div>
  )
}

/** Under the title of its phase or branch; a phase that is left and come back to has its title twice. */
function grouped({ order, rows, places, steps }: Pick<RunState, 'order' | 'rows' | 'places' | 'steps'>): readonly Item[] {
  const items: Item[] = []
  let group = ''
  for (const id of order) {
    const row = rowOf({ rows, places }, id)
    if (!row) continue
    const title = steps.get(id)?.group ?? ''
    if (title !== group) items.push({ heading: title, key: `group ${items.length} ${title}` })
    group = title
    items.push({ row, key: id })
  }
  return items
}
