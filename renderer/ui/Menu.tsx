/** A list of things to do, behind one button. Dangerous ones ask again: a menu is opened by one key. */
import { Menu as Base } from '@base-ui/react/menu'
import { useState, type ReactElement } from 'react'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import type { IconName } from './icons.ts'
import { Kbd } from './Kbd.tsx'
import styles from './Menu.module.css'

export interface MenuEntry {
  readonly label: string
  readonly onSelect: () => void
  readonly icon?: IconName | undefined
  readonly hint?: string | undefined
  readonly keys?: string | undefined
  readonly tone?: 'plain' | 'danger' | 'rolling' | undefined
  /** One of a group of which one holds. */
  readonly chosen?: boolean | undefined
  /** Why it can't be chosen now. */
  readonly why?: string | null | undefined
}

/** Of a group: a heading, or a line between. */
export type MenuItem = MenuEntry | { readonly heading: string } | 'line'

export interface MenuProps {
  /** Names the menu, and the button unless a trigger is given. */
  readonly label: string
  readonly items: readonly MenuItem[]
  /** One element that takes a ref; three dots unless given. */
  readonly trigger?: ReactElement | undefined
  readonly align?: 'start' | 'end' | undefined
  /** Called before it opens: to fetch what stands in it. */
  readonly onOpen?: (() => void) | undefined
}

export function Menu({ label, items, trigger, align = 'end', onOpen }: MenuProps) {
  const [open, setOpen] = useState(false)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (next) onOpen?.()
        setOpen(next)
      }}
    >
      <Base.Trigger render={trigger ?? <IconButton icon="dots" label={label} />} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className={styles['place']}>
          <Base.Popup className={styles['menu']} aria-label={label}>
            {items.map((item, index) => {
              if (item === 'line') return <Base.Separator key={index} className={styles['line']} />
              if ('heading' in item) return <div key={index} className={styles['heading']} role="presentation">{item.heading}</div>
              return <Entry key={index} {...item} />
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ label, onSelect, icon, hint, keys, tone = 'plain', chosen, why }: MenuEntry) {
  const blocked = why !== undefined && why !== null
  const below = blocked ? why : hint
  return (
    <Base.Item className={styles['item']} data-tone-of={tone} disabled={blocked} aria-current={chosen || undefined} label={label} onClick={onSelect}>
      <span className={styles['sign']}>{chosen === undefined ? icon && <Icon name={icon} /> : chosen && <Icon name="check" />}</span>
      <span className={styles['words']}>
        <span>{label}</span>
        {below !== undefined && <span className={styles['hint']}>{below}</span>}
      </span>
      {keys !== undefined && <Kbd keys={keys} />}
    </Base.Item>
  )
}
