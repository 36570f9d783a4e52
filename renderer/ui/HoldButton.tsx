/** One deliberate act: held for 1.5 s by pointer or key, or a word typed. Never one click, never one key. */
import { useMachine } from '@xstate/react'
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { Button } from './Button.tsx'
import { asError } from './asError.ts'
import { ErrorNotice } from './ErrorNotice.tsx'
import { formatSpan } from './format.ts'
import { holdMachine } from './holdMachine.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { TextField } from './TextField.tsx'
import styles from './HoldButton.module.css'

export interface HoldButtonProps {
  /** To be typed instead: "rollback". Upper and lower case are the same. */
  readonly word: string
  /** What it does: "Roll back now". */
  readonly label: string
  readonly icon?: IconName | undefined
  readonly tone?: 'rolling' | 'failed' | undefined
  readonly ms?: number | undefined
  /** Why it can't be done now. */
  readonly why?: string | null | undefined
  /** What it throws is shown below; then it can be tried again. */
  readonly onConfirm: () => void | Promise<void>
}

export function HoldButton({ word, label, icon = 'rollback', tone = 'rolling', ms = 1500, why = null, onConfirm }: HoldButtonProps) {
  const [error, setError] = useState<Error | null>(null)
  const latest = useRef(onConfirm)
  latest.current = onConfirm
  const [state, send] = useMachine(holdMachine, { input: { ms, word } })
  const confirmed = state.matches('confirmed')
  const holding = state.matches('holding')

  useEffect(() => {
    if (!confirmed) return
    setError(null)
    void (async () => latest.current())()
      .catch((thrown: unknown) => setError(asError(thrown)))
      .finally(() => send({ type: 'RESET' }))
  }, [confirmed, send])

  // A pointer that leaves the window, or a window that loses the focus, never lets go of a button.
  useEffect(() => {
    if (!holding) return
    const release = (): void => send({ type: 'RELEASE' })
    window.addEventListener('blur', release)
    return () => window.removeEventListener('blur', release)
  }, [holding, send])

  const wait = formatSeconds(ms)
  return (
    <div className={styles['hold']} data-tone={tone}>
      <button
        type="button"
        className={styles['button']}
        data-holding={holding || undefined}
        aria-disabled={why !== null || confirmed || undefined}
        title={why ?? undefined}
        style={{ '--hold': `${ms}ms` } as CSSProperties}
        onPointerDown={(event) => {
          if (event.button !== 0 || why !== null) return
          event.currentTarget.setPointerCapture(event.pointerId)
          send({ type: 'PRESS' })
        }}
        onPointerUp={() => send({ type: 'RELEASE' })}
        onPointerCancel={() => send({ type: 'RELEASE' })}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return
          event.preventDefault()
          if (!event.repeat && why === null) send({ type: 'PRESS' })
        }}
        onKeyUp={(event) => {
          if (event.key === ' ' || event.key === 'Enter') send({ type: 'RELEASE' })
        }}
        onBlur={() => send({ type: 'RELEASE' })}
        onClick={(event) => {
          if (event.detail === 0 && why === null) send({ type: 'CLICK' })
        }}
      >
        <span className={styles['fill']} aria-hidden="true" />
        <span className={styles['face']}>
          <Icon name={icon} size={20} />
          <span>{label}</span>
          <span className={styles['how']}>{confirmed ? 'under way …' : holding ? 'keep holding …' : `hold ${wait}`}</span>
        </span>
      </button>
      <form
        className={styles['typed']}
        onSubmit={(event) => {
          event.preventDefault()
          if (why === null) send({ type: 'SEND' })
        }}
      >
        <TextField label={`Or type “${word}”`} value={state.context.typed} onChange={(text) => send({ type: 'TYPE', text })} mono disabled={why !== null || confirmed} />
        <Button type="submit" why={why ?? (state.context.typed.trim() === '' ? `Type ${word} first` : null)} busy={confirmed}>{label}</Button>
      </form>
      <p className={styles['say']} role="status">
        {why ?? (state.context.wrong ? `That is not “${word}”: type it letter by letter.` : state.context.short && !holding ? `Let go too early: nothing has happened. Hold it for ${wait}, or type “${word}”.` : '')}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  )
}

function formatSeconds(ms: number): string {
  return ms % 1000 === 0 ? formatSpan(ms) : `${(ms / 1000).toFixed(1)} s`
}
