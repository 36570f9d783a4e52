/** Where somebody else says it, and this page only records it: who, and by which channel. */
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './dialogs.module.css'

export interface Proxy {
  readonly on: boolean
  readonly name: string
  readonly how: string
}

/** As the contract takes it. */
export interface Spoken {
  readonly onBehalfOf?: string
  readonly how?: string
}

export const NO_PROXY: Proxy = { on: false, name: '', how: '' }

export function proxyOf({ on, name, how }: Proxy): Spoken {
  return on ? { onBehalfOf: name.trim(), how: how.trim() } : {}
}

/** What is wrong with it, in words; null where nothing is. */
export function proxyProblem({ on, name, how }: Proxy): string | null {
  if (!on) return null
  if (name.trim() === '') return 'Give the name of whoever says so.'
  return how.trim() === '' ? 'Name the channel: by phone, in the call, by chat.' : null
}

export interface ProxyFieldsProps {
  readonly value: Proxy
  readonly onChange: (value: Proxy) => void
  readonly error: string | null
  readonly onEnter: () => void
}

export function ProxyFields({ value, onChange, error, onEnter }: ProxyFieldsProps) {
  const { on, name, how } = value
  return (
    <div className={styles['proxy']}>
      <Checkbox label="Somebody else says so; I record it" checked={on} onChange={(next) => onChange({ ...value, on: next })} />
      {on && (
        <div className={styles['pair']}>
          <TextField label="Who says so" value={name} onChange={(next) => onChange({ ...value, name: next })} error={error !== null && name.trim() === '' ? error : null} autoFocus onEnter={onEnter} maxLength={200} />
          <TextField label="By which channel" placeholder="by phone" value={how} onChange={(next) => onChange({ ...value, how: next })} error={error !== null && name.trim() !== '' ? error : null} onEnter={onEnter} maxLength={200} />
        </div>
      )}
    </div>
  )
}
