/** That the checks say something of a part of the picture, and what: the gravest counts. */
import { formatNumberOf } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Problem } from './machine.ts'
import styles from './ProblemSign.module.css'

export function ProblemSign({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const grave = errors > 0
  return (
    <span className={styles['sign']} data-tone={grave ? 'failed' : 'late'} title={problems.map(problemWords).join('\n')}>
      <Icon name={grave ? 'close' : 'warning'} />
      <span className="visually-hidden">{formatNumberOf(problems.length, grave ? 'problem' : 'warning')}</span>
    </span>
  )
}

export function problemWords({ severity, code, message }: Problem): string {
  return `${severity === 'error' ? 'Error' : 'Warning'} ${code}: ${message}.`
}
