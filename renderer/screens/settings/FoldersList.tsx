/** The folders that are searched for runbooks. */
import { useState } from 'react'
import type { FolderListing } from '../../../electron/contract/shapes/library.ts'
import { BrowseDialog } from '../../ui/BrowseDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './SettingsPage.module.css'

export interface FoldersListProps {
  readonly folders: readonly string[]
  readonly browse: (folder?: string) => Promise<FolderListing>
  readonly onChange: (folders: string[]) => Promise<void>
}

/** As many as the contract takes. */
const MOST = 50

export function FoldersList({ folders, browse, onChange }: FoldersListProps) {
  const [adding, setAdding] = useState(false)
  return (
    <>
      {folders.length === 0 ? <p className={styles['none']}>No folder yet: the library shows the examples, and files that were opened one by one.</p> : (
        <ul className={styles['folders']} aria-label="Folders">
          {folders.map((folder) => (
            <li key={folder} className={styles['folder']}>
              <Icon name="folder" />
              <code>{folder}</code>
              <IconButton icon="close" size="s" label={`Search ${folder} no more`} onClick={() => void onChange(folders.filter((one) => one !== folder))} />
            </li>
          ))}
        </ul>
      )}
      <div><Button icon="plus" why={folders.length >= MOST ? `More than ${MOST} folders are not searched` : null} onClick={() => setAdding(true)}>Add a folder</Button></div>
      <BrowseDialog open={adding} onClose={() => setAdding(false)} choose="folder" title="Add a folder to the library" browse={browse} onChoose={async (path) => onChange([...folders.filter((one) => one !== path), path])} />
    </>
  )
}
