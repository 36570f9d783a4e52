/** Links for others on the call, one a role. What gives the role is in the link: it is copied, never shown, for screens are shared. */
import type { Links } from '../../../electron/contract/shapes/settings.ts'
import { Copy } from '../../ui/Copy.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './SettingsPage.module.css'

export interface LinksListProps {
  /** Null until the host has said it. */
  readonly links: Links | null
  readonly error: Error | null
  readonly retry: () => void
}

const MAY: Readonly<Record<string, { readonly name: string; readonly may: string }>> = {
  captain: { name: 'Captain', may: 'Everything: starts runs, decides, rolls back. Give it to a deputy only.' },
  operator: { name: 'Operator', may: 'Works on steps: done, failed, retry, votes. Starts no run and no rollback.' },
  rollback: { name: 'Rollback', may: 'Sees runs, and may start the way back. Nothing else. For support on call.' },
  observer: { name: 'Observer', may: 'Only looks: Console and War room. For stakeholders and the big screen.' },
}
const SERVE = 'npx runthrough serve --share'
const SERVE_BEYOND = 'npx runthrough serve --share --bind 0.0.0.0 --tls-cert CERT.pem --tls-key KEY.pem'

export function LinksList({ links, error, retry }: LinksListProps) {
  if (error) return <ErrorNotice error={error} retry={retry} />
  if (!links) return <Spinner label="Asking the host" />
  if (links.links === null) return <Notice title="This window has no links to give">The desktop app answers its own window alone. To let others look and work, serve the same history from a terminal:<Command text={SERVE} /></Notice>
  return (
    <>
      {links.reach === 'this-machine' && <Notice title="These links work on this machine alone">For others on the call, serve it on the network, with a certificate:<Command text={SERVE_BEYOND} /></Notice>}
      <ul className={styles['links']} aria-label="Links">
        {links.links.map(({ role, url }) => (
          <li key={role} className={styles['link']}>
            <div>
              <p className={styles['role']}>{MAY[role]?.name ?? role}</p>
              <p className={styles['may']}>{MAY[role]?.may}</p>
            </div>
            <Copy wide text={url} label={`Copy the ${MAY[role]?.name.toLowerCase() ?? role} link`} />
          </li>
        ))}
      </ul>
      <p className={styles['none']}>Whoever has a link has its role. New ones are made by <code>--new-links</code>; those given out before then lead nowhere.</p>
    </>
  )
}

function Command({ text }: { readonly text: string }) {
  return <span className={styles['command']}><code>{text}</code><Copy text={text} label="Copy the command" /></span>
}
