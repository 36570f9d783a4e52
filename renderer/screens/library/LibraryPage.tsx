/** All runbooks that are known here, each as the change window that it would fill; what is under way stands on top. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { FolderListing, LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import { BrowseDialog } from '../../ui/BrowseDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatNumberOf } from '../../ui/format.ts'
import { liesOver } from '../../ui/liesOver.ts'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useNow } from '../../ui/useNow.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { BarKey } from './BarKey.tsx'
import { DropTarget } from './DropTarget.tsx'
import { EntryRow } from './EntryRow.tsx'
import { isChoosable, libraryRows, nextRow, type LibraryContent, type LibraryRow } from './libraryRows.ts'
import { RunRow } from './RunRow.tsx'
import styles from './LibraryPage.module.css'

export interface LibraryPageProps {
  readonly content: LibraryContent
  /** Searched for runbooks. */
  readonly folders: readonly string[]
  readonly planHref: (file: string) => string
  readonly runHref: (run: string) => string
  readonly settingsHref: string
  readonly go: (href: string) => void
  /** What can be done with a runbook besides opening it. */
  readonly menuOf: (entry: LibraryEntry) => readonly MenuItem[]
  /** Null where this page may start nothing. */
  readonly onRehearse: ((entry: LibraryEntry) => void) | null
  /** Null: this page came by a link that may only look. */
  readonly open: {
    readonly browse: (folder?: string) => Promise<FolderListing>
    readonly openFile: (path: string) => Promise<void>
    readonly addFolder: (path: string) => Promise<void>
    /** The system's own dialog, where there is one. */
    readonly chooseFile: (() => void) | null
  } | null
  /** Files can be dropped here. */
  readonly takesDrops: boolean
  /** Single letters act. */
  readonly letterKeys: boolean
  /** Above the list: what is wrong with the library as a whole. */
  readonly notice?: ReactNode
}

export function LibraryPage({ content, folders, planHref, runHref, settingsHref, go, menuOf, onRehearse, open, takesDrops, letterKeys, notice }: LibraryPageProps) {
  const [filter, setFilter] = useState('')
  const [browsing, setBrowsing] = useState<'file' | 'folder' | null>(null)
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const takesFocus = useRef(false)
  const now = useNow(60_000)
  const rows = useMemo(() => libraryRows(content, filter), [content, filter])
  const byKey = rows.findIndex(({ key }) => key === chosenKey)
  const active = byKey >= 0 ? byKey : rows.findIndex(isChoosable)
  const choose = open === null ? null : (open.chooseFile ?? (() => setBrowsing('file')))

  useEffect(() => {
    if (!letterKeys) return
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || liesOver()) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [letterKeys])

  const moveTo = (index: number): void => {
    const row = rows[index]
    if (!row) return
    takesFocus.current = true
    setChosenKey(row.key)
  }
  const arrows = (event: KeyboardEvent): void => {
    const next = { ArrowDown: () => nextRow(rows, active, 1), ArrowUp: () => nextRow(rows, active, -1), Home: () => nextRow(rows, -1, 1), End: () => nextRow(rows, rows.length, -1) }[event.key]
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const index = next()
    if (event.key === 'ArrowUp' && index === active) field.current?.focus()
    else moveTo(index)
  }
  const enter = (): void => {
    const row = rows[active]
    if (row?.is === 'entry') go(planHref(row.entry.file))
    if (row?.is === 'run') go(runHref(row.run.run))
  }

  return (
    <Page
      title="Library"
      scrolls={false}
      className={styles['library']}
      actions={
        <>
          <div className={styles['filter']}><TextField ref={field} label="Filter runbooks" hideLabel type="search" icon="search" keys={letterKeys ? '/' : undefined} placeholder="Filter" value={filter} onChange={setFilter} onEnter={enter} onKeyDown={(event) => {
            if (event.key === 'ArrowDown' && active >= 0) {
              event.preventDefault()
              moveTo(active)
            }
            if (event.key === 'Escape' && filter !== '') {
              event.preventDefault()
              setFilter('')
            }
          }} /></div>
          {open !== null && choose && (
            <>
              <Button tone="primary" icon="file" onClick={choose}>Open a runbook</Button>
              <Menu label="Folders" items={[{ label: 'Add a folder', icon: 'folder', hint: 'All runbooks in it come into the library', onSelect: () => setBrowsing('folder') }, { label: 'Folders in the settings', icon: 'settings', onSelect: () => go(settingsHref) }]} />
            </>
          )}
        </>
      }
    >
      {notice !== undefined && <div className={styles['notice']}>{notice}</div>}
      <div className={styles['list']} onKeyDown={arrows} onFocus={(event) => {
        const index = event.target.closest('[data-index]')?.getAttribute('data-index')
        const row = rows[Number(index ?? -1)]
        if (row && isChoosable(row)) setChosenKey(row.key)
      }}>
        {rows.length === 0 && filter !== ''
          ? <EmptyState icon="search" title={`No runbook has “${filter}” in its title, file or folder`} actions={<Button onClick={() => { setFilter(''); field.current?.focus() }}>Show all</Button>} />
          : (
              <VirtualList items={rows} keyOf={({ key }) => key} estimate={heightOf} label="Runbooks and open runs" tabTo="items" active={takesFocus.current || chosenKey !== null ? active : null} overscan={4}>
                {(row, index) => <Row row={row} active={index === active} takesFocus={takesFocus} now={now} planHref={planHref} runHref={runHref} menuOf={menuOf} onRehearse={onRehearse} looking={folders.length === 0 ? 'Looking for runbooks' : `Looking for runbooks in ${formatNumberOf(folders.length, 'folder')}`} none={<NoneOfYours examples={content.entries.some(({ example }) => example)} open={choose} addFolder={open === null ? null : () => setBrowsing('folder')} />} />}
              </VirtualList>
            )}
      </div>
      {open !== null && <BrowseDialog open={browsing === 'file'} onClose={() => setBrowsing(null)} choose="file" title="Open a runbook" browse={open.browse} onChoose={open.openFile} />}
      {open !== null && <BrowseDialog open={browsing === 'folder'} onClose={() => setBrowsing(null)} choose="folder" title="Add a folder to the library" browse={open.browse} onChoose={open.addFolder} />}
      {takesDrops && <DropTarget />}
    </Page>
  )
}

interface RowProps extends Pick<LibraryPageProps, 'planHref' | 'runHref' | 'menuOf' | 'onRehearse'> {
  readonly row: LibraryRow
  readonly active: boolean
  /** The active row was moved to by a key, and takes the focus as soon as it is drawn. */
  readonly takesFocus: RefObject<boolean>
  readonly now: number
  readonly looking: string
  readonly none: ReactNode
}

function Row(props: RowProps) {
  const { active, takesFocus } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!active || !takesFocus.current) return
    takesFocus.current = false
    box.current?.querySelector<HTMLElement>('[data-main]')?.focus({ preventScroll: true })
  })
  return <div ref={box}><RowContent {...props} /></div>
}

function RowContent({ row, active, now, planHref, runHref, menuOf, onRehearse, looking, none }: RowProps) {
  if (row.is === 'intro') {
    return (
      <div className={styles['intro']}>
        <p className={styles['lead']}>Every line is a change window: what a run would do in it, when it would end, and until when there is a way back.</p>
        <BarKey />
      </div>
    )
  }
  if (row.is === 'heading') {
    return (
      <div className={styles['heading']}>
        <h2>{row.title}</h2>
        <span className={styles['count']}>{row.count}</span>
        {row.scanning && <Spinner label={looking} />}
      </div>
    )
  }
  if (row.is === 'run') return <RunRow run={row.run} href={runHref(row.run.run)} active={active} now={now} />
  if (row.is === 'none-of-yours') return <div className={styles['none']}>{none}</div>
  return <EntryRow entry={row.entry} href={planHref(row.entry.file)} active={active} menu={menuOf(row.entry)} onRehearse={onRehearse ? () => onRehearse(row.entry) : undefined} now={now} />
}

function NoneOfYours({ examples, open, addFolder }: { readonly examples: boolean; readonly open: (() => void) | null; readonly addFolder: (() => void) | null }) {
  return (
    <EmptyState
      icon="file"
      title="No runbook of yours is here yet"
      actions={open && <><Button tone="primary" icon="file" onClick={open}>Open a runbook</Button>{addFolder && <Button icon="folder" onClick={addFolder}>Add a folder</Button>}</>}
    >
      {open === null ? 'The captain opens them; they are seen here at once.' : examples ? 'Open a file, or add the folder where they lie. Or begin with an example above: it really runs, on this machine alone, in a folder of its own.' : 'Open a file, or add the folder where they lie.'}
    </EmptyState>
  )
}

const HEIGHTS: Readonly<Record<LibraryRow['is'], number>> = { intro: 76, heading: 44, run: 64, entry: 104, 'none-of-yours': 200 }

function heightOf(row: LibraryRow): number {
  return HEIGHTS[row.is]
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}
