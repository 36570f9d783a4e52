/** Tabletop, rehearsal or live: what each does, and what it does not. */
import { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'
import { Radio } from '../../ui/Radio.tsx'
import { whyNotMode } from './choices.ts'
import { MODE_WORDS } from './pageWords.ts'
import { PageError } from './PageError.tsx'
import type { PageProps } from './pageProps.ts'
import styles from './pages.module.css'

export function ModePage({ choices, plan, problems, onMode }: PageProps & { readonly onMode: (mode: NewRunMode) => void }) {
  return (
    <>
      <Radio
        label="Kind of run"
        hideLabel
        value={choices.mode}
        onChange={onMode}
        options={NewRunMode.options.map((mode) => ({
          value: mode,
          label: <span className={styles['optionTitle']}>{MODE_WORDS[mode].title}</span>,
          hint: <span className={styles['optionText']}><span>{MODE_WORDS[mode].does}</span><span>{MODE_WORDS[mode].doesNot}</span></span>,
          why: whyNotMode(plan, mode),
        }))}
      />
      <PageError text={problems['mode']} />
    </>
  )
}
