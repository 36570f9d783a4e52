/** What the runbook asks for when a run starts; patterns are held against what is typed as it is typed. */
import { TextField } from '../../ui/TextField.tsx'
import { inputProblem } from './check.ts'
import type { PageProps } from './pageProps.ts'
import styles from './pages.module.css'

export function InputsPage({ choices, plan, problems, send }: PageProps) {
  return (
    <div className={styles['fields']}>
      {plan.book.inputs.map((input, index) => {
        const value = choices.inputs[input.id] ?? ''
        const untouched = value === (input.default ?? '')
        // At once while it is typed; for what was not touched only when somebody tries to go on.
        const problem = untouched ? problems[input.id] : (inputProblem(input, value) ?? undefined)
        return (
          <TextField
            key={input.id}
            label={input.title}
            value={value}
            onChange={(next) => send({ type: 'INPUT', id: input.id, value: next })}
            error={problem ?? null}
            hint={<span className={styles['inputHint']}><code>{`\${inputs.${input.id}}`}</code>{input.pattern !== null && <span>matches <code>{input.pattern}</code></span>}{input.default !== null && !untouched && <span>default <code>{input.default}</code></span>}</span>}
            mono
            autoFocus={index === 0}
            onEnter={() => send({ type: 'NEXT' })}
          />
        )
      })}
    </div>
  )
}
