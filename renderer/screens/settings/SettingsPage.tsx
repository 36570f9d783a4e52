/** What the person at this page has chosen. Every change is saved at once, and says so where it was made. */
import { useState } from 'react'
import type { FolderListing } from '../../../electron/contract/shapes/library.ts'
import type { Links, Session, Settings } from '../../../electron/contract/shapes/settings.ts'
import type { Comparison } from '../../../electron/contract/shapes/scalars.ts'
import { Copy } from '../../ui/Copy.tsx'
import { Page } from '../../ui/Page.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select, type Option } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { FoldersList } from './FoldersList.tsx'
import { LinksList } from './LinksList.tsx'
import { SettingsPart } from './SettingsPart.tsx'
import { useSaving } from './useSaving.ts'
import styles from './SettingsPage.module.css'

export interface SettingsPageProps {
  readonly settings: Settings
  /** `browser`: this page came by a link, and its choices are kept in this browser alone. */
  readonly kept: 'host' | 'browser'
  readonly session: Session | null
  readonly save: (change: Partial<Settings>) => Promise<void>
  readonly browse: (folder?: string) => Promise<FolderListing>
  readonly links: { readonly links: Links | null; readonly error: Error | null; readonly retry: () => void } | null
}

const COMPARISONS: readonly Option<Comparison>[] = [
  { value: 'plan', label: 'Plan', hint: 'What the file says' },
  { value: 'median', label: 'Median', hint: 'What each step usually took' },
  { value: 'best', label: 'Best', hint: 'The shortest that each step ever took' },
  { value: 'last', label: 'Last run', hint: 'The run before this one' },
  { value: 'p90', label: 'P90', hint: 'Nine times in ten a step was faster' },
]

export function SettingsPage({ settings, kept, session, save, browse, links }: SettingsPageProps) {
  const { saving, change } = useSaving(save)
  const isHost = kept === 'host'
  return (
    <Page title="Settings" width="reading" lead={isHost ? 'Every change is saved at once.' : 'Every change is saved at once, in this browser alone: you came by a link.'}>
      <div className={styles['parts']}>
        <SettingsPart title="You" part="you" saving={saving}>
          <NameField name={settings.name} shown={session?.name ?? null} onSave={(name) => change('you', { name })} />
        </SettingsPart>
        <SettingsPart title="Look and keys" part="look" saving={saving}>
          <Segmented label="Theme" value={settings.theme} onChange={(theme) => void change('look', { theme })} options={[{ value: 'system', label: 'As the system' }, { value: 'dark', label: 'Dark', icon: 'moon' }, { value: 'light', label: 'Light', icon: 'sun' }]} />
          <Select label="Splits are compared with" hint="Late and early are told against it. Console can change it for a while." value={settings.comparison} onChange={(comparison) => void change('look', { comparison })} options={COMPARISONS} />
          <Switch label="Single-letter keys" hint="In Console a letter alone acts, in the library / goes to the filter. What is dangerous is never one key, with or without them." checked={settings.letterKeys} onChange={(letterKeys) => void change('look', { letterKeys })} />
        </SettingsPart>
        <SettingsPart title="Alerts" part="alerts" saving={saving} lead="Each is told once, and again only after it was over.">
          <Switch label="Notifications of the system" hint="When a step is overdue, a gate waits, a step failed or the window is in danger: also while you look elsewhere." checked={settings.notify} onChange={(notify) => void change('alerts', { notify })} />
          {isHost && <ThresholdField share={settings.windowAlert} onSave={(windowAlert) => change('alerts', { windowAlert })} />}
        </SettingsPart>
        {isHost && (
          <SettingsPart title="Folders" part="folders" saving={saving} lead="Every runbook in them stands in the library, and is read anew when it changes.">
            <FoldersList folders={settings.folders} browse={browse} onChange={async (folders) => void (await change('folders', { folders }))} />
          </SettingsPart>
        )}
        {links && <SettingsPart title="Links to share" part={null} saving={null} lead="One for each role. Nobody needs an account."><LinksList {...links} /></SettingsPart>}
        {session && (
          <SettingsPart title="About" part={null} saving={null}>
            <dl className={styles['about']}>
              <div><dt>Version</dt><dd className="figures">{session.version}</dd></div>
              <div><dt>Machine</dt><dd>{session.machine}</dd></div>
              <div><dt>You are</dt><dd>{`${session.role}, ${session.via === 'window' ? 'at this machine\'s own window' : 'by a link'}`}</dd></div>
              <div><dt>History lies in</dt><dd className={styles['path']}><code>{session.dataFolder}</code><Copy text={session.dataFolder} label="Copy the path" /></dd></div>
            </dl>
          </SettingsPart>
        )}
      </div>
    </Page>
  )
}

/** Saved when it is left, or by Enter. */
function NameField({ name, shown, onSave }: { readonly name: string; readonly shown: string | null; readonly onSave: (name: string) => Promise<boolean> }) {
  const [text, setText] = useState<string | null>(null)
  const leave = async (): Promise<void> => {
    const given = text?.trim() ?? name
    if (given === name || (await onSave(given))) setText(null)
  }
  return <TextField label="Your name" required={false} maxLength={200} placeholder={shown ?? undefined} hint={`It stands in the log of every run beside what you do, for good.${name === '' && shown !== null ? ` Until you give one you are “${shown}” there.` : ''}`} value={text ?? name} onChange={setText} onBlur={() => void leave()} onEnter={() => void leave()} />
}

/** Whole per cents. */
function ThresholdField({ share, onSave }: { readonly share: number; readonly onSave: (share: number) => Promise<boolean> }) {
  const [text, setText] = useState<string | null>(null)
  const percent = text === null ? Math.round(share * 100) : text.trim() === '' ? Number.NaN : Number(text)
  const wrong = Number.isInteger(percent) && percent >= 0 && percent <= 100 ? null : 'A whole number from 0 to 100: 0 never tells.'
  const leave = async (): Promise<void> => {
    if (text === null || wrong !== null) return
    if (percent === Math.round(share * 100) || (await onSave(percent / 100))) setText(null)
  }
  return <div className={styles['threshold']}><TextField label="Tell when the chance to end inside the window falls below, in %" type="number" mono value={text ?? String(percent)} onChange={setText} error={wrong} onBlur={() => void leave()} onEnter={() => void leave()} /></div>
}
