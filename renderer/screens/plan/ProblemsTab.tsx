/** What is wrong with a file, where, and how to mend it: errors first, each with the lines it speaks of. */
import { useMemo } from 'react'
import type { Diagnostic } from '../../../electron/contract/shapes/scalars.ts'
import { Copy } from '../../ui/Copy.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatNumberOf } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { excerptOf, linesOf } from './excerpt.ts'
import styles from './ProblemsTab.module.css'

export interface ProblemsTabProps {
  readonly name: string
  readonly source: string
  readonly diagnostics: readonly Diagnostic[]
}

type Item = { readonly heading: string; readonly lead: string } | { readonly diagnostic: Diagnostic }

export function ProblemsTab({ name, source, diagnostics }: ProblemsTabProps) {
  const lines = useMemo(() => linesOf(source), [source])
  const items = useMemo(() => itemsOf(diagnostics), [diagnostics])
  if (diagnostics.length === 0) return <EmptyState icon="check" title="Nothing is wrong with this file">It was read, compiled and examined: every step is reached, every state before the point of no return has a way back.</EmptyState>
  return (
    <VirtualList items={items} label="Problems" className={styles['list']} estimate={150} keyOf={(item) => ('heading' in item ? item.heading : `${item.diagnostic.line}:${item.diagnostic.column}:${item.diagnostic.code}:${item.diagnostic.message}`)}>
      {(item) => ('heading' in item ? <Heading {...item} /> : <Problem name={name} lines={lines} diagnostic={item.diagnostic} />)}
    </VirtualList>
  )
}

function itemsOf(diagnostics: readonly Diagnostic[]): Item[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning')
  const group = (some: readonly Diagnostic[], heading: string, lead: string): Item[] => (some.length === 0 ? [] : [{ heading, lead }, ...some.map((diagnostic) => ({ diagnostic }))])
  return [
    ...group(errors, formatNumberOf(errors.length, 'error'), 'The runbook can not be run until they are mended.'),
    ...group(warnings, formatNumberOf(warnings.length, 'warning'), 'It can be run; whoever decides on go or no-go should know them.'),
  ]
}

function Heading({ heading, lead }: { readonly heading: string; readonly lead: string }) {
  return (
    <div className={styles['heading']}>
      <h2>{heading}</h2>
      <p>{lead}</p>
    </div>
  )
}

function Problem({ name, lines, diagnostic }: { readonly name: string; readonly lines: readonly string[]; readonly diagnostic: Diagnostic }) {
  const { code, severity, line, column, message, hint } = diagnostic
  return (
    <article className={styles['problem']} data-tone={severity === 'error' ? 'failed' : 'late'}>
      <header className={styles['head']}>
        <span className={styles['severity']}><Icon name={severity === 'error' ? 'close' : 'warning'} />{severity}</span>
        <code className={styles['code']}>{code}</code>
        <span className={styles['place']}>{`${name}:${line}:${column}`}</span>
        <Copy text={`${name}:${line}:${column} ${severity} ${code}: ${message}. ${hint}`} label="Copy this problem" />
      </header>
      <p className={styles['message']}><Quoting text={sentence(message)} /></p>
      <p className={styles['hint']}><Quoting text={sentence(hint)} /></p>
      <Excerpt lines={lines} line={line} column={column} />
    </article>
  )
}

function Excerpt({ lines, line, column }: { readonly lines: readonly string[]; readonly line: number; readonly column: number }) {
  const excerpt = excerptOf(lines, line, column)
  if (excerpt.lines.length === 0) return null
  return (
    <pre className={styles['excerpt']} tabIndex={0} aria-label={`Lines around ${line}`}>
      {excerpt.lines.map(({ number, text, here }) => (
        <span key={number} className={styles['line']} data-here={here || undefined}>
          <span className={styles['number']}>{number}</span>
          <span className={styles['text']}>
            {text === '' ? ' ' : text}
            {here && <span className={styles['caret']} aria-hidden="true">{`\n${' '.repeat(Math.max(0, excerpt.column - 1))}^`}</span>}
          </span>
        </span>
      ))}
    </pre>
  )
}

/** What stands in backticks is meant letter by letter. */
function Quoting({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
}

/** Messages begin in the middle of a line of a terminal. */
function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?…]$/.test(first) ? first : `${first}.`
}
