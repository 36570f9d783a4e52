/** One step in full, beside the graph or the table: what it does, who does it, how long it takes, and everything it may lead to. */
import type { PlanStep } from '../../../electron/contract/shapes/plan.ts'
import { KINDS } from '../../parts/graph/kinds.ts'
import type { Problem } from '../../parts/graph/machine.ts'
import { problemWords } from '../../parts/graph/ProblemSign.tsx'
import type { WayOut } from '../../parts/graph/words.ts'
import { Distribution } from '../../ui/Distribution.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { BackEvidence, FromStart, Pair, safeWords } from './stepFigures.tsx'
import styles from './StepPanel.module.css'

export interface StepPanelProps {
  readonly step: PlanStep
  readonly ways: readonly WayOut[]
  /** What the checks say of it. */
  readonly problems: readonly Problem[]
  readonly titleOf: (id: string) => string
  readonly onChoose: (step: string | null) => void
}

export function StepPanel({ step, ways, problems, titleOf, onChoose }: StepPanelProps) {
  const kind = KINDS[step.kind]
  const safe = safeWords(step.rollback)
  return (
    <aside className={styles['panel']} aria-label={`Step: ${step.title}`} data-density="console">
      <header className={styles['head']}>
        <span className={styles['kind']}><Icon name={kind.icon} />{kind.word}</span>
        <IconButton icon="close" label="Close this step" size="s" onClick={() => onChoose(null)} />
      </header>
      <div className={styles['body']} tabIndex={0} role="group" aria-label="About this step">
        <h2 className={styles['title']}>{step.title}</h2>
        <p className={styles['quiet']}>{`${step.id} · line ${step.line}`}</p>
        {step.pointOfNoReturn && <p className={styles['crossing']}><Icon name="gate" />Point of no return: once it starts, no rollback that was declared before counts.</p>}
        {problems.map((problem) => <p key={problemWords(problem)} className={styles['warning']} data-tone={problem.severity === 'error' ? 'failed' : 'late'}><Icon name={problem.severity === 'error' ? 'close' : 'warning'} />{problemWords(problem)}</p>)}
        {step.warning !== null && <p className={styles['warning']} data-tone="failed"><Icon name="warning" />{step.warning}</p>}
        {step.caution !== null && <p className={styles['warning']} data-tone="late"><Icon name="warning" />{step.caution}</p>}
        <dl className={styles['facts']}>
          <Fact name="Owner">{step.owner ?? 'nobody'}{step.escalate !== null && <span className={styles['quiet']}>{`, then ${step.escalate}`}</span>}</Fact>
          <Fact name={step.branch === null ? 'Phase' : 'Branch'}>{step.group}{step.lane !== null && <span className={styles['quiet']}>{`, lane ${step.lane}`}</span>}</Fact>
          {step.component && <Fact name="Component">{step.component.id}<span className={styles['quiet']}>{`, ${step.component.tier}`}</span></Fact>}
          {step.needs.length > 0 && <Fact name="Needs"><Steps ids={step.needs} titleOf={titleOf} onChoose={onChoose} /></Fact>}
          {step.undoes.length > 0 && <Fact name="Undoes"><Steps ids={step.undoes} titleOf={titleOf} onChoose={onChoose} /></Fact>}
        </dl>
        {step.instructions !== null && <Markdown text={step.instructions} />}
        {step.checklist.length > 0 && <ul className={styles['checklist']}>{step.checklist.map((item) => <li key={item}>{item}</li>)}</ul>}
        {step.command !== null && <pre className={styles['command']} tabIndex={0} aria-label="What it starts">{step.command}</pre>}
        {step.template !== null && <blockquote className={styles['template']}>{step.template}<footer className={styles['quiet']}>{`to ${step.audience ?? 'nobody'}`}</footer></blockquote>}

        <h3 className={styles['part']}>Time</h3>
        <dl className={styles['figures']}>
          <Fact name="Planned"><Duration ms={step.plannedMs} /></Fact>
          <Fact name="Median"><Duration ms={step.comparisons.median} tenths /></Fact>
          <Fact name="P90"><Duration ms={step.comparisons.p90} tenths /></Fact>
          <Fact name="Time-out">{step.timeoutMs === null ? 'none' : <Duration ms={step.timeoutMs} />}</Fact>
          <Fact name="Begins"><FromStart ms={step.starts?.p50Ms ?? null} /></Fact>
          <Fact name="Expected, P90"><Pair first={step.takes?.p50Ms ?? null} second={step.takes?.p90Ms ?? null} /></Fact>
        </dl>
        <Distribution times={step.times} plannedMs={step.plannedMs} />

        <h3 className={styles['part']}>Rollback from here</h3>
        <BackEvidence back={step.rollback} titleOf={titleOf} />
        {safe !== null && <p className={styles['quiet']}>{safe}</p>}

        <h3 className={styles['part']}>What may happen</h3>
        {ways.length === 0 ? <p className={styles['quiet']}>Nothing is declared.</p> : (
          <ul className={styles['ways']}>
            {ways.map(({ when, leads, tone, to }) => (
              <li key={`${when} ${leads}`} data-tone={tone}>
                <span className={styles['when']}>{when}</span>
                {to === null ? <span>{leads}</span> : <button type="button" className={styles['link']} onClick={() => onChoose(to)}>{leads}</button>}
              </li>
            ))}
          </ul>
        )}
        {step.hypercare !== null && <p className={styles['quiet']}>{`For hypercare: ${step.hypercare}`}</p>}
      </div>
    </aside>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>
}

function Steps({ ids, titleOf, onChoose }: { readonly ids: readonly string[]; readonly titleOf: (id: string) => string; readonly onChoose: (step: string) => void }) {
  return <span className={styles['steps']}>{ids.map((id) => <button key={id} type="button" className={styles['link']} onClick={() => onChoose(id)}>{titleOf(id)}</button>)}</span>
}
