/** A phase or a branch in the picture: its name, its lanes, its ways back in words. Its head opens and closes it. */
import { memo } from 'react'
import { formatNumberOf } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { useChoice } from './chosen.ts'
import { ProblemSign } from './ProblemSign.tsx'
import type { Group, GroupKind, Rail } from './machine.ts'
import type { PlacedGroup } from './picture.ts'
import { evidenceWords, GROUP_WORDS, railWords } from './words.ts'
import styles from './GroupNode.module.css'

const SIGNS: Readonly<Record<Exclude<GroupKind, 'phase'>, IconName>> = { rollback: 'rollback', 'fix-forward': 'edit', fallback: 'branch' }

export const GroupNode = memo(function GroupNode({ data }: { readonly data: { readonly placed: PlacedGroup } }) {
  const { group, open, lanes, rails, box } = data.placed
  const { chosen, near, toggle } = useChoice()
  return (
    <div className={styles['group']} data-kind={group.kind} data-closed={!open || undefined} data-near={chosen === group.id || near.has(group.id) || undefined}>
      <button type="button" className={`${styles['head']} nopan`} tabIndex={-1} aria-expanded={open} title={`${open ? 'Close' : 'Open'} ${group.title}`} onClick={() => toggle(group.id)}>
        {group.kind !== 'phase' && <span className={styles['sign']}><Icon name={SIGNS[group.kind]} /></span>}
        <span className={styles['names']}>
          <span className={styles['title']}>{group.title}</span>
          {open && group.kind !== 'phase' && <span className={styles['word']}>{GROUP_WORDS[group.kind]}</span>}
        </span>
        <ProblemSign problems={open ? group.problems : [...group.problems, ...group.lanes.flatMap((lane) => lane.steps.flatMap((step) => step.problems))]} />
        <span className={styles['fold']}><Icon name={open ? 'chevron-down' : 'chevron-right'} /></span>
      </button>
      {!open && <Summary group={group} rails={rails} />}
      {lanes.map((lane) => (
        <div key={lane.id} className={styles['lane']} style={{ left: lane.x - box.x - 1, top: lane.y - box.y - 1, width: lane.width, height: lane.height }}>
          <span className={styles['laneName']}>{lane.id}</span>
        </div>
      ))}
      {open && (rails.length > 0 || group.ends !== null) && (
        <div className={styles['foot']}>
          {rails.map((rail) => <RailLine key={rail.id} rail={rail} />)}
          {group.ends !== null && <span className={styles['ends']}><Icon name="flag" />{group.ends}</span>}
        </div>
      )}
    </div>
  )
})

function RailLine({ rail }: { readonly rail: Rail }) {
  const { titleOf } = useChoice()
  return (
    <span className={styles['rail']} title={railWords(rail, titleOf(rail.branch), titleOf(rail.to))}>
      <Icon name="rollback" />
      <span className={styles['railName']}>{titleOf(rail.branch)}</span>
      <span className={styles['evidence']} data-unproven={rail.evidence === 'never' || rail.evidence === 'low' || undefined}>{evidenceWords(rail.evidence, rail.rehearsals)}</span>
    </span>
  )
}

/** What a closed group holds. */
function Summary({ group, rails }: { readonly group: Group; readonly rails: readonly Rail[] }) {
  const { titleOf } = useChoice()
  const steps = group.lanes.flatMap((lane) => lane.steps)
  const lanes = group.lanes.length > 1 ? `, ${group.lanes.length} lanes` : ''
  const [rail] = rails
  return (
    <span className={styles['summary']}>
      {group.kind !== 'phase' && <span className={styles['word']}>{GROUP_WORDS[group.kind]}</span>}
      <span>{`${formatNumberOf(steps.length, 'step')}${lanes}`}</span>
      {steps.some(({ pointOfNoReturn }) => pointOfNoReturn) && <span className={styles['crossing']}>point of no return</span>}
      {rail && <span className={styles['back']} title={railWords(rail, titleOf(rail.branch), titleOf(rail.to))}><Icon name="rollback" /><span className={styles['railName']}>{titleOf(rail.branch)}</span></span>}
    </span>
  )
}
