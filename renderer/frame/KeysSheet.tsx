/** The sheet of keys, behind `?` and behind the button in the bar. */
import { useSettings } from '../store/hooks.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { KEY_GROUPS, NEVER_A_KEY } from './keySheet.ts'
import styles from './KeysSheet.module.css'

export function KeysSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { settings: { letterKeys } } = useSettings()
  return (
    <Dialog open={open} onClose={onClose} title="Keys" size="l" lead={letterKeys ? 'A key acts only where its button is shown.' : 'Single-letter keys are switched off. The settings switch them on.'}>
      <div className={styles['groups']}>
        {KEY_GROUPS.map(({ title, keys, letters }) => (
          <section key={title} className={styles['group']} data-off={(letters && !letterKeys) || undefined}>
            <h3 className={styles['title']}>{title}</h3>
            <dl className={styles['keys']}>
              {keys.map(([key, does]) => (
                <div key={key} className={styles['key']}>
                  <dt><Kbd keys={key} /></dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles['note']}>{NEVER_A_KEY}</p>
    </Dialog>
  )
}
