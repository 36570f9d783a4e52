/** What is written down when the step is done: it goes into the log with Done. */
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { TextField } from '../../../ui/TextField.tsx'
import type { UsedDraft } from './useDraft.ts'
import styles from './StepBody.module.css'

export function Fields({ fields, draft }: { readonly fields: StepFacts['fields']; readonly draft: UsedDraft }) {
  return (
    <section className={styles['part']} aria-label="To be filled in">
      {fields.map(({ id, title, required, pattern }) => (
        <TextField key={id} label={title} value={draft.fields[id] ?? ''} onChange={(text) => draft.fill(id, text)} required={required} maxLength={10_000} hint={pattern === null ? undefined : <>As the pattern <code>{pattern}</code></>} />
      ))}
    </section>
  )
}
