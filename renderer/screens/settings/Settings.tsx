/** The screen of the settings, over what the host has. */
import { useCallback, useEffect, useState } from 'react'
import type { Links } from '../../../electron/contract/shapes/settings.ts'
import { useClient, useConnection, useSettings } from '../../store/hooks.ts'
import { asError } from '../../ui/asError.ts'
import { Page } from '../../ui/Page.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { SettingsPage } from './SettingsPage.tsx'

export function Settings() {
  const client = useClient()
  const { role, session, state } = useConnection()
  const { settings, known, kept, save } = useSettings()
  const [links, setLinks] = useState<Links | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const isCaptain = role === 'captain'

  const ask = useCallback(async (): Promise<void> => {
    setError(null)
    try {
      setLinks(await client.call('links', {}))
    } catch (thrown) {
      setError(asError(thrown))
    }
  }, [client])
  useEffect(() => {
    if (isCaptain && state === 'open') void ask()
  }, [ask, isCaptain, state])

  // What is shown before they are known would be saved over what was chosen.
  if (!known && role !== 'rollback') return <Page title="Settings" width="reading"><Spinner label="Asking the host" /></Page>
  return (
    <SettingsPage
      settings={settings}
      kept={kept}
      session={session}
      save={save}
      browse={(folder) => client.call('library.browse', folder === undefined ? {} : { folder })}
      links={isCaptain ? { links, error, retry: () => void ask() } : null}
    />
  )
}
