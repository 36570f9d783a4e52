/** A list of any length: only what is in sight is drawn. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type Key, type ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './VirtualList.module.css'

export interface VirtualListProps<T> {
  readonly items: readonly T[]
  readonly keyOf: (item: T, index: number) => Key
  readonly children: (item: T, index: number) => ReactNode
  /** Expected height of an item, px; the real one is measured. */
  readonly estimate: number | ((item: T, index: number) => number)
  /** Names the list. */
  readonly label: string
  /** Kept in sight when it changes. */
  readonly active?: number | null | undefined
  /** Where in its height the active one is kept: a third of the splits, for one. */
  readonly keepAt?: 'nearest' | 'third' | undefined
  /** What the Tab key comes to: the list, to be scrolled by keys (unless said), or what is in its items. */
  readonly tabTo?: 'list' | 'items' | undefined
  readonly className?: string | undefined
  readonly overscan?: number | undefined
}

export function VirtualList<T>({ items, keyOf, children, estimate, label, active = null, keepAt = 'nearest', tabTo = 'list', className, overscan = 8 }: VirtualListProps<T>) {
  const box = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => {
      const item = items[index]
      return typeof estimate === 'number' || item === undefined ? (estimate as number) : estimate(item, index)
    },
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : (keyOf(item, index) as string | number)
    },
    overscan,
  })

  useEffect(() => {
    if (active === null || active < 0) return
    if (keepAt === 'nearest') {
      virtualizer.scrollToIndex(active, { align: 'auto' })
      return
    }
    const place = virtualizer.getOffsetForIndex(active, 'start')
    const height = box.current?.clientHeight ?? 0
    if (place) virtualizer.scrollToOffset(Math.max(0, place[0] - height / 3))
  }, [active, keepAt, virtualizer])

  return (
    <div ref={box} className={classes(styles['box'], className)} tabIndex={tabTo === 'list' ? 0 : -1} role="group" aria-label={label}>
      <ul className={styles['list']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]
          return item === undefined ? null : (
            <li key={key} ref={virtualizer.measureElement} data-index={index} className={styles['item']} aria-setsize={items.length} aria-posinset={index + 1} style={{ transform: `translateY(${start}px)` }}>
              {children(item, index)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
