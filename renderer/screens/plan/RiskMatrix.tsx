/** Risks by likelihood and impact: how many stand where. The list beside it says the same in words. */
import styles from './RiskMatrix.module.css'

export interface RiskMatrixProps {
  readonly risks: readonly { readonly id: string; readonly likelihood: number; readonly impact: number }[]
}

const STEPS = [1, 2, 3, 4, 5] as const

export function RiskMatrix({ risks }: RiskMatrixProps) {
  return (
    <figure className={styles['figure']} aria-hidden="true">
      <div className={styles['matrix']}>
        {STEPS.toReversed().map((likelihood) => STEPS.map((impact) => {
          const here = risks.filter((risk) => risk.likelihood === likelihood && risk.impact === impact)
          return <span key={`${likelihood}${impact}`} className={styles['cell']} data-grave={likelihood * impact >= 12 || undefined} title={here.map(({ id }) => id).join(', ')}>{here.length > 0 ? here.length : ''}</span>
        }))}
      </div>
      <span className={styles['up']}>likelihood</span>
      <span className={styles['across']}>impact</span>
    </figure>
  )
}
