/** Short words about what was just done; those that fail stay until they are closed. F6 goes to them. */
import { Toast } from '@base-ui/react/toast'
import { useCallback } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import type { Tone } from './tone.ts'
import styles from './Toasts.module.css'

export interface ToastWords {
  readonly title: string
  readonly text?: string | undefined
  readonly tone?: Tone | undefined
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined
}

interface Data {
  readonly tone: Tone
  readonly action: ToastWords['action'] | null
}

const manager = Toast.createToastManager<Data>()

export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} timeout={6000} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className={styles['place']}>
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** To say something; the same function for the life of the page. What it gives takes it away again, where it no longer holds. */
export function useToast(): (words: ToastWords) => () => void {
  return useCallback(({ title, text, tone = 'plain', action }: ToastWords) => {
    const stays = tone === 'failed'
    const id = manager.add({ title, description: text, ...(stays ? { timeout: 0, priority: 'high' as const } : {}), data: { tone, action: action ?? null } })
    return () => manager.close(id)
  }, [])
}

function Shown() {
  const { toasts } = Toast.useToastManager<Data>()
  return toasts.map((toast) => {
    const { tone = 'plain', action = null } = toast.data ?? {}
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles['toast']} data-tone={tone} swipeDirection={['right', 'down']}>
        <Toast.Content className={styles['content']}>
          <span className={styles['sign']}><Icon name={tone === 'failed' ? 'warning' : tone === 'rolling' ? 'rollback' : tone === 'late' ? 'clock' : tone === 'now' ? 'bell' : 'check'} /></span>
          <span className={styles['words']}>
            <Toast.Title render={<span />} className={styles['title']} />
            <Toast.Description render={<span />} className={styles['text']} />
          </span>
          {action !== null && (
            <Toast.Action render={<Button size="s" />} onClick={() => { action.onClick(); manager.close(toast.id) }}>{action.label}</Toast.Action>
          )}
          <Toast.Close render={<IconButton icon="close" label="Close" size="s" />} />
        </Toast.Content>
      </Toast.Root>
    )
  })
}
