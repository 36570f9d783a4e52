/** A table of any length: its head stays, only rows in sight are drawn, columns can sort. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type Key, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import styles from './Table.module.css'

export interface Column<T> {
  readonly id: string
  readonly title: string
  /** A track of the grid with a least width of its own: `8rem`, `minmax(12rem, 1fr)`. So the columns of all rows are the same, whatever is in them. */
  readonly width: string
  readonly align?: 'start' | 'end' | undefined
  readonly cell: (row: T) => ReactNode
  /** Sorts by it; null stands last. */
  readonly sortBy?: ((row: T) => number | string | null) | undefined
}

export interface TableProps<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => Key
  /** The row is chosen by a click, or by Enter. */
  readonly onRow?: ((row: T) => void) | undefined
  readonly chosen?: Key | null | undefined
  /** Below the head, where there are no rows. */
  readonly empty?: ReactNode
  /** Expected height of a row, px. */
  readonly estimate?: number | undefined
}

interface Sort {
  readonly column: string
  readonly down: boolean
}

export function Table<T>({ label, columns, rows, keyOf, onRow, chosen = null, empty, estimate = 36 }: TableProps<T>) {
  const box = useRef<HTMLDivElement>(null)
  const [sort, setSort] = useState<Sort | null>(null)
  const sorted = useMemo(() => sortedBy(rows, columns, sort), [rows, columns, sort])
  const virtualizer = useVirtualizer({ count: sorted.length, getScrollElement: () => box.current, estimateSize: () => estimate, overscan: 12, getItemKey: (index) => (sorted[index] === undefined ? index : keyOf(sorted[index])) })
  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') }

  const head = (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" className={styles['row']} style={tracks} aria-rowindex={1}>
        {columns.map((column) => {
          const direction = sort?.column === column.id ? (sort.down ? 'descending' : 'ascending') : undefined
          return (
            <div key={column.id} role="columnheader" className={styles['title']} data-align={column.align} aria-sort={direction}>
              {column.sortBy
                ? (
                    <button type="button" className={styles['sort']} onClick={() => setSort(turned(sort, column.id))}>
                      {column.title}
                      {direction && <Icon name={direction === 'descending' ? 'chevron-down' : 'chevron-up'} />}
                    </button>
                  )
                : column.title}
            </div>
          )
        })}
      </div>
    </div>
  )
  // What stands in for the rows is no part of a table.
  if (sorted.length === 0) return <div className={styles['box']}><div role="table" aria-label={label} aria-rowcount={1}>{head}</div>{empty}</div>

  return (
    <div ref={box} className={styles['box']} role="table" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0}>
      {head}
      <div role="rowgroup" className={styles['body']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = sorted[index]
          if (row === undefined) return null
          const key = keyOf(row)
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              role="row"
              className={styles['row']}
              data-index={index}
              data-acts={onRow ? true : undefined}
              data-chosen={chosen === key || undefined}
              aria-rowindex={index + 2}
              tabIndex={onRow ? 0 : undefined}
              style={{ ...tracks, transform: `translateY(${start}px)` }}
              onClick={onRow ? () => onRow(row) : undefined}
              onKeyDown={onRow ? (event) => { if (event.key === 'Enter' && event.target === event.currentTarget) onRow(row) } : undefined}
            >
              {columns.map((column) => <div key={column.id} role="cell" className={styles['cell']} data-align={column.align}>{column.cell(row)}</div>)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Up, down, as it was. */
function turned(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, down: false }
  return sort.down ? null : { column, down: true }
}

function sortedBy<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort | null): readonly T[] {
  const by = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (!by || !sort) return rows
  const turn = sort.down ? -1 : 1
  return rows.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return (typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right))) * turn
  })
}
