/** One entry of the log. */
import { memo } from 'react'
import type { LogEntry } from '../../../../electron/contract/shapes/run.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icons.ts'
import type { Tone } from '../../../ui/tone.ts'
import { WallTime } from '../../../ui/WallTime.tsx'
import styles from './LogRow.module.css'

const SIGNS: Readonly<Record<LogEntry['tone'], readonly [icon: IconName | null, tone: Tone]>> = {
  quiet: [null, 'quiet'],
  fine: ['check', 'fine'],
  late: ['clock', 'late'],
  failed: ['warning', 'failed'],
  rolling: ['rollback', 'rolling'],
  note: ['note', 'plain'],
  announcement: ['megaphone', 'plain'],
}

export const LogRow = memo(function LogRow({ entry: { at, actor, tone, text } }: { readonly entry: LogEntry }) {
  const [icon, colour] = SIGNS[tone]
  const person = actor.via === 'runthrough' ? null : actor.via === 'auto' ? 'unattended' : actor.name
  const how = [actor.onBehalfOf === null ? null : `for ${actor.onBehalfOf}`, actor.how].filter((part) => part !== null).join(', ')
  return (
    <div className={styles['row']} data-tone={colour} data-kind={tone}>
      <span className={styles['time']}><WallTime at={at} seconds size="s" /></span>
      <span className={styles['sign']}>{icon && <Icon name={icon} />}</span>
      <span className={styles['text']}>
        {text}
        {person !== null && <span className={styles['who']}>{person}{how === '' ? '' : ` (${how})`}</span>}
      </span>
    </div>
  )
})
