/** What there is to do at the step, what it starts, and what that says. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { Copy } from '../../../ui/Copy.tsx'
import { Markdown } from '../../../ui/Markdown.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { Cautions } from './Cautions.tsx'
import { Checklist } from './Checklist.tsx'
import { Fields } from './Fields.tsx'
import { StepOutput } from './StepOutput.tsx'
import type { UsedDraft } from './useDraft.ts'
import styles from './StepBody.module.css'

export interface StepBodyProps {
  readonly run: string
  readonly present: PresentStep
  readonly facts: StepFacts
  readonly draft: UsedDraft
  /** The run is on hold because of it. */
  readonly holds?: boolean | undefined
}

export function StepBody({ run, present, facts, draft, holds = false }: StepBodyProps) {
  const { progress, announcement } = present
  const says = announcement?.text ?? facts.template
  return (
    <div className={styles['body']}>
      <Cautions present={present} facts={facts} holds={holds} />
      {progress !== null && <Progress {...progress} unit={facts.volumeUnit ?? undefined} label={`Progress of ${facts.title}`} />}
      {facts.instructions !== null && <div className={styles['instructions']}><Markdown text={facts.instructions} /></div>}
      {facts.checklist.length > 0 && <Checklist items={facts.checklist} draft={draft} />}
      {facts.fields.length > 0 && <Fields fields={facts.fields} draft={draft} />}
      {facts.audience !== null && says !== null && (
        <section className={styles['part']} aria-label="Announcement">
          <h3 className={styles['name']}>To {facts.audience} <span className={styles['note']}>{announcement === null ? 'as the runbook has it' : announcement.sent ? 'sent' : 'shown, not sent'}</span></h3>
          <p className={styles['says']}>{says}</p>
        </section>
      )}
      {facts.command !== null && (
        <section className={styles['part']} aria-label="What it starts">
          <h3 className={styles['name']}>{facts.executes ? 'Starts' : 'Would start'} <Copy text={facts.command} label="Copy the command" /></h3>
          <pre className={styles['command']} tabIndex={0}>{facts.command}</pre>
        </section>
      )}
      {facts.executes && present.attempt > 0 && <StepOutput run={run} step={facts.id} attempt={present.attempt} title={facts.title} />}
    </div>
  )
}
