/** The host does not want this page: why, and what to do. */
import { useConnection } from '../store/hooks.ts'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { Mark } from './Mark.tsx'
import styles from './Refused.module.css'

export function Refused() {
  const { refusal } = useConnection()
  return (
    <main className={styles['refused']}>
      <Page title="This page is not let in" before={<Mark />} width="reading" lead={refusal}>
        <div className={styles['what']}>
          <p>What runs on the host goes on. To come in:</p>
          <ol className={styles['ways']}>
            <li>Open the link that the host prints where it was started: in the terminal of <code>runthrough serve</code> or <code>npm start</code>.</li>
            <li>On another machine: ask the captain for the link of your role. It stands in the captain’s Settings, under Links.</li>
            <li>A link is good for one browser tab. In a new tab, open the whole link again.</li>
          </ol>
          <div><Button icon="retry" onClick={() => window.location.reload()}>Reload the page</Button></div>
        </div>
      </Page>
    </main>
  )
}
