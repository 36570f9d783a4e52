/** What to look at one by one. Ticks help whoever works here; the run does not wait for them. */
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import type { UsedDraft } from './useDraft.ts'
import styles from './StepBody.module.css'

export function Checklist({ items, draft: { ticked, tick } }: { readonly items: StepFacts['checklist']; readonly draft: UsedDraft }) {
  return (
    <section className={styles['part']} aria-label="Checklist">
      <h3 className={styles['name']}>Checklist <span className={styles['note']}>{ticked.length} of {items.length}, ticked on this page</span></h3>
      <ul className={styles['checks']}>
        {items.map((item, place) => <li key={item}><Checkbox label={item} checked={ticked.includes(place)} onChange={(on) => tick(place, on)} /></li>)}
      </ul>
    </section>
  )
}
