/** What the desktop shell asks of the page, and what the page tells it of itself: its title, and what its menu can offer. */
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { MenuCommand } from '../../electron/contract/shellFrames.ts'
import type { Settings } from '../../electron/contract/shapes/settings.ts'
import { useSettings, useShell, useStores } from '../store/hooks.ts'
import { LIBRARY_PATH, newRunPath, planPath, runPath, SETTINGS_PATH, warRoomPath, type Place } from '../store/paths.ts'
import { asError } from '../ui/asError.ts'
import { failedWords } from '../ui/failedWords.ts'
import { useToast } from '../ui/Toasts.tsx'

const SUFFIX = ' · Runthrough'

export function useShellFrames(place: Place, showKeys: () => void): void {
  const shell = useShell()
  const { settings, save } = useSettings()
  const [, navigate] = useLocation()
  const toast = useToast()
  const title = useDocumentTitle()
  const file = useFileOf(place)
  const run = 'run' in place ? place.run : null
  const { theme } = settings

  // The first one says that the page can take what is asked of it: the listener below stands by then.
  useEffect(() => shell?.onSaid((frame) => {
    if (frame.say === 'opened') navigate(planPath(frame.path))
    else if (frame.say === 'show-run') navigate(runPath(frame.run))
    else if (frame.say === 'menu') follow(frame.command)
  }))
  useEffect(() => shell?.say({ say: 'state', title: title.slice(0, 200), file, run, theme }), [shell, title, file, run, theme])

  function follow(command: MenuCommand): void {
    const themeOf: Partial<Record<MenuCommand, Settings['theme']>> = { 'theme-system': 'system', 'theme-dark': 'dark', 'theme-light': 'light' }
    const wanted = themeOf[command]
    if (wanted !== undefined) save({ theme: wanted }).catch((thrown: unknown) => toast({ tone: 'failed', ...failedWords(asError(thrown)) }))
    else if (command === 'library') navigate(LIBRARY_PATH)
    else if (command === 'settings') navigate(SETTINGS_PATH)
    else if (command === 'keys') showKeys()
    else if (command === 'new-run' && file !== null) navigate(newRunPath(file))
    else if (command === 'run' && run !== null) navigate(runPath(run))
    else if (command === 'war-room' && run !== null) navigate(warRoomPath(run))
  }
}

/** Of the runbook that is shown; of a run, where it is known. */
function useFileOf(place: Place): string | null {
  const stores = useStores()
  const [ofRun, setOfRun] = useState<string | null>(null)
  const run = 'run' in place ? place.run : null
  useEffect(() => {
    if (run === null) return setOfRun(null)
    const { store } = stores.run(run)
    const look = (): void => setOfRun(store.getState().data?.fixed.file ?? null)
    look()
    return store.subscribe(look)
  }, [stores, run])
  return 'file' in place ? place.file : ofRun
}

/** As the screen has set it, without the app's own name. */
function useDocumentTitle(): string {
  const [title, setTitle] = useState('')
  useEffect(() => {
    const read = (): void => setTitle(document.title === 'Runthrough' ? '' : document.title.replace(SUFFIX, ''))
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [])
  return title
}
