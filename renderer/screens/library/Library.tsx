/** The screen that the page begins with: what is known here, from the host's streams, and what can be done with it. */
import { useCallback, useEffect } from 'react'
import { useLocation } from 'wouter'
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import { useClient, useConnection, useLibrary, useRuns, useSettings, useShell, useStores } from '../../store/hooks.ts'
import { newRunPath, planPath, runPath, SETTINGS_PATH } from '../../store/paths.ts'
import { asError } from '../../ui/asError.ts'
import { failedWords } from '../../ui/failedWords.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { LibraryPage } from './LibraryPage.tsx'

export function Library() {
  const client = useClient()
  const shell = useShell()
  const stores = useStores()
  const { role } = useConnection()
  const library = useLibrary()
  const runs = useRuns()
  const { settings, save } = useSettings()
  const toast = useToast()
  const [, navigate] = useLocation()
  const isCaptain = role === 'captain'

  const openFile = useCallback(async (path: string): Promise<void> => {
    const { file } = await client.call('library.open', { path })
    navigate(planPath(file))
  }, [client, navigate])

  useEffect(() => shell?.onSaid((frame) => {
    if (frame.say !== 'chosen' || frame.path === null) return
    openFile(frame.path).catch((thrown: unknown) => toast({ tone: 'failed', ...failedWords(asError(thrown)) }))
  }), [shell, openFile, toast])

  const forget = async (entry: LibraryEntry): Promise<void> => {
    try {
      await client.call('library.forget', { file: entry.file })
      const back = (): void => void client.call('library.open', { path: entry.file }).catch((thrown: unknown) => toast({ tone: 'failed', ...failedWords(asError(thrown)) }))
      toast({ title: `${entry.runbook?.title ?? entry.name} is out of the library`, text: 'Its file and its history stay.', action: { label: 'Put it back', onClick: back } })
    } catch (thrown) {
      toast({ tone: 'failed', ...failedWords(asError(thrown)) })
    }
  }

  const menuOf = (entry: LibraryEntry): readonly MenuItem[] => {
    const broken = entry.errors > 0 || entry.unreadable !== null ? 'It has errors: mend them first' : null
    const look: readonly MenuItem[] = [{ label: 'Its plan', icon: 'graph', onSelect: () => navigate(planPath(entry.file)) }]
    if (!isCaptain) return look
    return [
      ...look,
      { label: 'Tabletop', icon: 'eye', hint: 'Walk through it, nothing executes', why: broken, onSelect: () => navigate(newRunPath(entry.file, 'tabletop')) },
      { label: 'Go live', icon: 'flag', why: broken ?? (entry.ready ? null : (entry.notReady[0] ?? 'It is not ready')), onSelect: () => navigate(newRunPath(entry.file, 'live')) },
      'line',
      { label: 'Take out of the library', icon: 'close', hint: 'Its file and its history stay', onSelect: () => void forget(entry) },
    ]
  }

  return (
    <LibraryPage
      content={{ entries: library.data?.entries ?? [], runs: runs.data?.runs ?? [], scanning: library.error === null && (library.data?.scanning ?? true) }}
      folders={library.data?.folders ?? []}
      planHref={planPath}
      runHref={runPath}
      settingsHref={SETTINGS_PATH}
      go={navigate}
      menuOf={menuOf}
      onRehearse={isCaptain ? (entry) => navigate(newRunPath(entry.file, 'rehearsal')) : null}
      open={isCaptain
        ? {
            browse: (folder) => client.call('library.browse', folder === undefined ? {} : { folder }),
            openFile,
            addFolder: (path) => save({ folders: [...settings.folders, path] }),
            chooseFile: shell ? () => shell.say({ say: 'choose-file' }) : null,
          }
        : null}
      takesDrops={shell !== null && isCaptain}
      letterKeys={settings.letterKeys}
      notice={library.error === null
        ? undefined
        : library.error.code === 'forbidden'
          ? <Notice title="Your link shows runs, and may start the way back">Runbooks are not shown to it. Open runs stand below.</Notice>
          : <ErrorNotice error={library.error} retry={stores.library.again} />}
    />
  )
}
