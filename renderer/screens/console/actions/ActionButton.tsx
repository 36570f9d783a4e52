/** One thing that can be done now. */
import { useSettings } from '../../../store/hooks.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Action } from './actions.ts'
import type { Giving } from './useGiving.ts'

export interface ActionButtonProps {
  readonly action: Action
  readonly giving: Pick<Giving, 'act' | 'busy'>
  readonly size?: 's' | 'm' | 'l' | undefined
}

export function ActionButton({ action, giving: { act, busy }, size = 'm' }: ActionButtonProps) {
  const { settings } = useSettings()
  const { id, label, keys, icon, tone, why = null } = action
  return <Button data-action={id} size={size} icon={icon} tone={tone} keys={keys !== null && settings.letterKeys ? keys : undefined} busy={busy.has(id)} why={why} onClick={() => act(action)}>{label}</Button>
}
