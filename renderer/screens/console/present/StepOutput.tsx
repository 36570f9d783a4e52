/** What the running attempt writes, as it comes. */
import { useOutput } from '../../../store/hooks.ts'
import { outputKey } from '../../../store/outputState.ts'
import { Output } from '../../../ui/Output.tsx'
import styles from './StepBody.module.css'

export function StepOutput({ run, step, attempt, title }: { readonly run: string; readonly step: string; readonly attempt: number; readonly title: string }) {
  const { data, error } = useOutput(run)
  const written = data?.get(outputKey(step, attempt))
  return (
    <section className={styles['output']} aria-label="Output">
      <h3 className={styles['name']}>Output {error !== null && <span className={styles['note']}>{error.message}</span>}</h3>
      <Output text={written?.text ?? ''} cut={written?.cut ?? false} label={`Output of ${title}`} />
    </section>
  )
}
