/** What a go rests on, row by row: the verdict, why, since when, and what people gave or accepted. The order never changes, whatever the verdicts do. */
import { Fragment } from 'react'
import type { BoardRow, EvidenceShown } from '../../../electron/contract/shapes/board.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { OutLink } from '../../ui/openLink.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import { speakerWords } from './boardWords.ts'
import { Verdict } from './Verdict.tsx'
import styles from './Rows.module.css'

export type RowAsk = 'evidence' | 'withdraw' | 'accept' | 'unaccept'

export interface RowsProps {
  readonly rows: readonly BoardRow[]
  /** Null: nothing can be given from here. */
  readonly onAsk: ((ask: RowAsk, row: BoardRow) => void) | null
  /** This page's role accepts risks. */
  readonly mayAccept: boolean
}

export function Rows({ rows, onAsk, mayAccept }: RowsProps) {
  return (
    <ul className={styles['rows']}>
      {rows.map((row) => (
        <li key={row.id} className={styles['row']} data-row={row.id}>
          <Verdict verdict={row.verdict} />
          <div className={styles['words']}>
            <h3 className={styles['title']}>{row.title}</h3>
            <p>{row.words}</p>
            {row.rests.length > 0 && row.evidence.length === 0 && <ul className={styles['rests']}>{row.rests.map((rest) => <li key={rest}>{rest}</li>)}</ul>}
            {row.accepted
              ? <p className={styles['accepted']}><Icon name="check" /><span>{`Accepted by ${speakerWords(row.accepted.by)}: ${row.accepted.reason}`}</span></p>
              : row.hint !== null && <p className={styles['hint']}>{row.hint}</p>}
            <Evidence given={row.evidence} />
            <p className={styles['foot']}>{row.owner !== null && <span>{row.owner}</span>}{row.since !== null && <span>since <WallTime at={row.since} day /></span>}</p>
          </div>
          {onAsk && <Ways row={row} mayAccept={mayAccept} onAsk={onAsk} />}
        </li>
      ))}
    </ul>
  )
}

function Ways({ row, mayAccept, onAsk }: { readonly row: BoardRow; readonly mayAccept: boolean; readonly onAsk: (ask: RowAsk, row: BoardRow) => void }) {
  const has = row.evidence.length > 0 && row.evidence[0]?.kind !== 'withdrawn'
  return (
    <span className={styles['ways']} role="group" aria-label={row.title}>
      {row.item !== null && <Button size="s" tone={row.verdict === 'ok' ? 'quiet' : 'plain'} onClick={() => onAsk('evidence', row)}>{has ? 'Replace …' : 'Give evidence …'}</Button>}
      {has && <Button size="s" tone="quiet" onClick={() => onAsk('withdraw', row)}>Withdraw …</Button>}
      {mayAccept && row.accepted && <Button size="s" tone="quiet" onClick={() => onAsk('unaccept', row)}>Take back …</Button>}
      {mayAccept && !row.accepted && row.computed !== 'ok' && <Button size="s" tone="quiet" onClick={() => onAsk('accept', row)}>Accept the risk …</Button>}
    </span>
  )
}

const KINDS: Readonly<Record<EvidenceShown['kind'], IconName>> = { note: 'note', link: 'link', file: 'file', withdrawn: 'undo' }

/** The latest stands; what was given before is behind a click. */
function Evidence({ given }: { readonly given: readonly EvidenceShown[] }) {
  const [latest, ...earlier] = given
  if (!latest) return null
  return (
    <>
      <Given evidence={latest} />
      {earlier.length > 0 && <details className={styles['earlier']}><summary>{`${earlier.length} before that`}</summary>{earlier.map((evidence) => <Fragment key={`${evidence.at} ${evidence.text}`}><Given evidence={evidence} /></Fragment>)}</details>}
    </>
  )
}

function Given({ evidence: { kind, text, sha256, by, at } }: { readonly evidence: EvidenceShown }) {
  return (
    <div className={styles['given']}>
      <Icon name={KINDS[kind]} />
      <div>
        <p>{kind === 'link' ? <OutLink url={text}>{text}</OutLink> : kind === 'withdrawn' ? `Withdrawn: ${text}` : text}</p>
        {sha256 !== null && <p className={styles['hash']}><code title={sha256}>{`sha256 ${sha256.slice(0, 12)}…`}</code><Copy text={sha256} label="Copy the hash" /></p>}
        <p className={styles['by']}>{speakerWords(by)}, <WallTime at={at} day /></p>
      </div>
    </div>
  )
}
