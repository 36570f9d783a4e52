/** What the runbook would start, word by word, before it is approved. Approving is a deliberate act: the way out stands first. */
import type { TrustView } from '../../../electron/contract/shapes/plan.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { formatNumberOf } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { useState } from 'react'
import { Verbatim } from './Verbatim.tsx'
import styles from './TrustPage.module.css'

export interface TrustPageProps {
  /** Null while it is read. */
  readonly trust: TrustView | null
  readonly busy: boolean
  /** It could not be read, or not be approved: told above. */
  readonly unread: boolean
  readonly onApprove: () => void
  readonly onReadAgain: () => void
}

export function TrustPage({ trust, busy, unread, onApprove, onReadAgain }: TrustPageProps) {
  const [hasRead, setHasRead] = useState(false)
  if (unread) return <div><Button icon="retry" onClick={onReadAgain}>Read again what it would start</Button></div>
  if (!trust) return <Spinner label="Reading what it would start" />
  const shells = trust.commands.filter(({ shell }) => shell).length
  return (
    <div className={styles['trust']}>
      <p className={styles['lead']}>A runbook starts programs on this machine, with your rights. What you approve are exactly these bytes: whoever changes one of them revokes it.</p>
      {shells > 0 && <Notice tone="late" title={`${formatNumberOf(shells, 'command')} ${shells === 1 ? 'is' : 'are'} given to a shell`}>A shell reads more into a text than a list of arguments says: look at {shells === 1 ? 'it' : 'them'} twice.</Notice>}
      <Part title={formatNumberOf(trust.commands.length, 'command or request', 'commands and requests')}>
        <ol className={styles['commands']}>
          {trust.commands.map(({ where, kind, shell, shown }, index) => (
            <li key={index} data-shell={shell || undefined}>
              <span className={styles['where']}><Icon name={kind === 'http' ? 'link' : 'screen'} /><Verbatim text={where} />{shell && <span className={styles['shell']}><Icon name="warning" />shell</span>}</span>
              <pre className={styles['shown']} tabIndex={0}><Verbatim text={shown} /></pre>
            </li>
          ))}
        </ol>
      </Part>
      <Part title={formatNumberOf(trust.files.length, 'file')}>
        <ul className={styles['files']}>
          {trust.files.map(({ path, sha256 }) => <li key={path}><span><Verbatim text={path} /></span><code title={sha256}>{sha256.slice(0, 16)}</code></li>)}
        </ul>
      </Part>
      <Part title={formatNumberOf(trust.environments.length, 'environment')}>
        <ul className={styles['files']}>
          {trust.environments.map(({ id, live, vars, secrets }) => (
            <li key={id} className={styles['environment']}>
              <span><Verbatim text={id} />{live && <span className={styles['live']}>LIVE</span>}</span>
              <code>{vars.map(({ name, value }) => <span key={name} className={styles['var']}><Verbatim text={`${name}=${value}`} /></span>)}{secrets.map((name) => <span key={name} className={styles['var']}><Verbatim text={name} />{' (secret)'}</span>)}</code>
            </li>
          ))}
        </ul>
      </Part>
      {trust.audiences.length > 0 && (
        <Part title={`${formatNumberOf(trust.audiences.length, 'audience')} that announcements are sent to`}>
          <ul className={styles['files']}>{trust.audiences.map(({ id, webhook }) => <li key={id}><span><Verbatim text={id} /></span><code><Verbatim text={webhook} /></code></li>)}</ul>
        </Part>
      )}
      <div className={styles['approve']}>
        <Checkbox label="I have read what it would start" checked={hasRead} onChange={setHasRead} />
        <Button tone="danger" icon="trusted" busy={busy} why={hasRead ? null : 'Say first that you have read it'} onClick={onApprove}>Approve these bytes</Button>
      </div>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={styles['part']}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
