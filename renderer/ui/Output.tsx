/** What a program writes. It follows its end until somebody scrolls up, and then says that there is more. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { Copy } from './Copy.tsx'
import { formatCount } from './format.ts'
import { sgrLines, withoutSgr } from './sgr.ts'
import styles from './Output.module.css'

export interface OutputProps {
  readonly text: string
  /** What it is the output of. */
  readonly label?: string | undefined
  /** The host kept its end only. */
  readonly cut?: boolean | undefined
  /** Where nothing was written yet. */
  readonly empty?: string | undefined
}

/** As many lines as are drawn; earlier ones can be copied. */
const MOST_LINES = 2000
const NEAR_END_PX = 24

export function Output({ text, label = 'Output', cut = false, empty = 'Nothing written yet.' }: OutputProps) {
  const lines = useMemo(() => sgrLines(text), [text])
  const shown = lines.length > MOST_LINES ? lines.slice(-MOST_LINES) : lines
  const box = useRef<HTMLDivElement>(null)
  const [follows, setFollows] = useState(true)

  useLayoutEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [follows, text])

  // Its height changes with the window: the end stays in sight.
  useEffect(() => {
    const element = box.current
    if (!element || !follows) return
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [follows])

  return (
    <div className={styles['frame']}>
      <div
        ref={box}
        className={styles['output']}
        role="log"
        aria-live="off"
        aria-label={label}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => setFollows(scrollHeight - scrollTop - clientHeight < NEAR_END_PX)}
      >
        {(cut || shown.length < lines.length) && (
          <p className={styles['note']}>{cut ? 'Its beginning is not shown: the host keeps the end.' : `${formatCount(lines.length - shown.length)} earlier lines are not shown; Copy takes them, too.`}</p>
        )}
        {text === '' ? <p className={styles['note']}>{empty}</p> : (
          <pre className={styles['text']}>
            {shown.map((line, row) => (
              <span key={row} className={styles['line']}>
                {line.map((span, index) => (
                  <span key={index} data-colour={span.colour ?? undefined} data-bold={span.bold || undefined} data-dim={span.dim || undefined} data-italic={span.italic || undefined} data-underline={span.underline || undefined}>{span.text}</span>
                ))}
                {'\n'}
              </span>
            ))}
          </pre>
        )}
      </div>
      <div className={styles['tools']}>
        {!follows && <Button size="s" icon="chevron-down" onClick={() => setFollows(true)}>To the end</Button>}
        {text !== '' && <Copy text={() => withoutSgr(text)} label="Copy the output" />}
      </div>
    </div>
  )
}
