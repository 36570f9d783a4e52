/** What else a rehearsal or a tabletop may do: without people, with hidden cards, with a rollback at a given step. */
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import { unansweredWords } from './check.ts'
import { PageError } from './PageError.tsx'
import type { PageProps } from './pageProps.ts'
import styles from './pages.module.css'

const NEVER = ''

export function OptionsPage({ choices, plan, problems, send }: PageProps) {
  const { book } = plan
  const steps = book.steps.filter(({ phase }) => phase !== null)
  return (
    <div className={styles['fields']}>
      {choices.mode === 'rehearsal' && (
        <section className={styles['part']} aria-labelledby="option-people">
          <h3 id="option-people">People</h3>
          <Checkbox
            label="Unattended"
            hint={book.unanswered.length > 0 ? unansweredWords(book.unanswered) : 'Nobody is asked: where the runbook has an answer of its own (auto:), that is taken. What it answers is no evidence of how long people take.'}
            checked={choices.auto}
            onChange={(auto) => send({ type: 'OPTIONS', options: { auto } })}
          />
          <PageError text={problems['auto']} />
        </section>
      )}
      <section className={styles['part']} aria-labelledby="option-back">
        <h3 id="option-back">Rollback</h3>
        <Select
          label="Start the rollback at"
          hint="Where that step would begin, the run rolls back instead: so that the way back is practised, and timed."
          value={choices.rollbackAt ?? NEVER}
          onChange={(step) => send({ type: 'OPTIONS', options: { rollbackAt: step === NEVER ? null : step } })}
          options={[
            { value: NEVER, label: 'nowhere: the run goes its way' },
            ...steps.map(({ id, title, group, rollback }) => ({ value: id, label: title, hint: group, why: rollback.branch === null ? 'No rollback is declared for this step.' : null })),
          ]}
        />
        <PageError text={problems['rollbackAt']} />
      </section>
      {choices.mode === 'rehearsal' && book.injects.length > 0 && (
        <section className={styles['part']} aria-labelledby="option-injects">
          <h3 id="option-injects">Injects</h3>
          <p className={styles['lead']}>Hidden cards: what each says is drawn in the run, and shown only then. Whoever rehearses should not read the file.</p>
          {book.injects.map((inject) => (
            <Checkbox
              key={inject}
              label={inject}
              checked={choices.injects.includes(inject)}
              onChange={(drawn) => send({ type: 'OPTIONS', options: { injects: book.injects.filter((id) => (id === inject ? drawn : choices.injects.includes(id))) } })}
            />
          ))}
        </section>
      )}
    </div>
  )
}
