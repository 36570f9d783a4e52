/** A file or a folder of the host's machine, chosen by looking around there: a browser does not tell a page where files lie. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FolderListing } from '../../electron/contract/shapes/library.ts'
import { asError } from './asError.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { formatNumberOf } from './format.ts'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import { Spinner } from './Spinner.tsx'
import { TextField } from './TextField.tsx'
import { useAsk } from './useAsk.ts'
import { VirtualList } from './VirtualList.tsx'
import styles from './BrowseDialog.module.css'

export interface BrowseDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly choose: 'file' | 'folder'
  readonly title: string
  /** The home folder unless one is given. */
  readonly browse: (folder?: string) => Promise<FolderListing>
  /** A whole path. What it throws is shown in the dialog, which then stays. */
  readonly onChoose: (path: string) => void | Promise<void>
}

export function BrowseDialog({ open, ...rest }: BrowseDialogProps) {
  return open ? <Browsing {...rest} /> : null
}

interface Row {
  readonly path: string
  readonly name: string
  readonly is: 'folder' | 'file'
}

function Browsing({ onClose, choose, title, browse, onChoose }: Omit<BrowseDialogProps, 'open'>) {
  const [listing, setListing] = useState<FolderListing | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [filter, setFilter] = useState('')
  const [active, setActive] = useState(0)
  const asked = useRef(0)
  const latest = useRef(browse)
  latest.current = browse
  const choosing = useAsk(onChoose, onClose)

  /** Only the answer to the last question counts. */
  const look = useCallback(async (folder?: string): Promise<void> => {
    const mine = (asked.current += 1)
    try {
      const found = await latest.current(folder)
      if (mine !== asked.current) return
      setListing(found)
      setError(null)
      setFilter('')
      setActive(0)
    } catch (thrown) {
      if (mine === asked.current) setError(asError(thrown))
    }
  }, [])
  useEffect(() => void look(), [look])

  const rows = listing ? rowsOf(listing, choose, filter) : []
  const chosen = Math.min(active, rows.length - 1)
  const go = (row: Row | undefined): void => {
    if (!row) return
    if (row.is === 'file') choosing.ask(row.path)
    else void look(row.path)
  }
  // A path that is typed or pasted leads there at once.
  const isPath = /^(?:[/~]|[A-Za-z]:[\\/]|\\\\)/u.test(filter.trim())
  const enter = (): void => {
    if (!isPath) go(rows[chosen])
    else if (choose === 'file' && /\.ya?ml$/iu.test(filter.trim())) choosing.ask(filter.trim())
    else void look(filter.trim())
  }
  const move = (by: number): void => {
    setActive(Math.max(0, Math.min(rows.length - 1, chosen + by)))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="l"
      actions={
        <>
          <span className={styles['count']}>{listing && (choose === 'file' ? formatNumberOf(listing.files.length, 'file that may be a runbook', 'files that may be runbooks') : '')}</span>
          <Button onClick={onClose}>Cancel</Button>
          {choose === 'folder' && listing && <Button tone="primary" busy={choosing.busy} onClick={() => choosing.ask(listing.folder)}>Take this folder</Button>}
        </>
      }
    >
      <div className={styles['where']}>
        <IconButton icon="arrow-up" label="To the folder above" why={(listing?.parent ?? null) === null ? 'There is none' : null} onClick={() => void look(listing?.parent ?? undefined)} />
        <nav aria-label="Folder" className={styles['path']}>
          {listing && crumbs(listing.folder).map(({ name, path }, index, all) => (
            <span key={path}>
              {index > 1 && <span aria-hidden="true">/</span>}
              <button type="button" className={styles['crumb']} aria-current={index === all.length - 1 ? 'location' : undefined} onClick={() => void look(path)}>{name}</button>
            </span>
          ))}
        </nav>
      </div>
      <TextField
        label="Filter, or a whole path"
        icon="search"
        value={filter}
        autoFocus
        mono
        onChange={(text) => {
          setFilter(text)
          setActive(0)
        }}
        onEnter={enter}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          move(by)
        }}
      />
      {error !== null && <ErrorNotice error={error} retry={listing ? undefined : () => void look()} />}
      {choosing.error !== null && <ErrorNotice error={choosing.error} />}
      <div className={styles['list']}>
        {!listing && error === null && <Spinner label="Looking into the folder" />}
        {listing && rows.length > 0 && (
          <VirtualList items={rows} keyOf={({ path, is }) => `${is}:${path}`} estimate={36} label={listing.folder} active={chosen} tabTo="items">
            {(row, index) => (
              <button type="button" className={styles['row']} data-active={index === chosen || undefined} tabIndex={index === chosen ? 0 : -1} onClick={() => go(row)} onFocus={() => setActive(index)}>
                <Icon name={row.is} />
                <span className={styles['name']}>{row.name}</span>
                {row.is === 'folder' && <Icon name="chevron-right" />}
              </button>
            )}
          </VirtualList>
        )}
        {listing && rows.length === 0 && <p className={styles['none']}>{filter === '' ? (choose === 'file' ? 'No folder and no .yaml file is here.' : 'No folder is in this one. Take it as it is, or go up.') : isPath ? 'Press Enter to go there.' : 'Nothing here has such a name.'}</p>}
      </div>
    </Dialog>
  )
}

function rowsOf({ folders, files }: FolderListing, choose: 'file' | 'folder', filter: string): readonly Row[] {
  const word = filter.trim().toLowerCase()
  const wanted = ({ name }: Row): boolean => name.toLowerCase().includes(word)
  return [
    ...folders.map((path): Row => ({ path, name: nameOf(path), is: 'folder' })),
    ...(choose === 'file' ? files.map((path): Row => ({ path, name: nameOf(path), is: 'file' })) : []),
  ].filter(wanted)
}

function nameOf(path: string): string {
  return path.split(/[\\/]/u).findLast((part) => part !== '') ?? path
}

/** Each folder on the way, from the root. */
function crumbs(folder: string): readonly { readonly name: string; readonly path: string }[] {
  const slash = folder.includes('\\') ? '\\' : '/'
  const parts = folder.split(slash).filter((part) => part !== '')
  const root = slash === '/' ? [{ name: '/', path: '/' }] : []
  return [...root, ...parts.map((name, index) => ({ name, path: `${slash === '/' ? '/' : ''}${parts.slice(0, index + 1).join(slash)}${slash === '\\' && index === 0 ? '\\' : ''}` }))]
}
