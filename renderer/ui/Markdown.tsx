/** Text that a runbook's author wrote: no HTML, no images, links that are asked about, and an end. */
import ReactMarkdown, { type Components } from 'react-markdown'
import { formatCount } from './format.ts'
import { OutLink } from './openLink.tsx'
import styles from './Markdown.module.css'

const MOST_CHARACTERS = 50_000

export function Markdown({ text }: { readonly text: string }) {
  const cut = text.length > MOST_CHARACTERS
  return (
    <div className={styles['text']}>
      <ReactMarkdown skipHtml disallowedElements={['img']} components={PARTS}>{cut ? text.slice(0, MOST_CHARACTERS) : text}</ReactMarkdown>
      {cut && <p className={styles['cut']}>{`Cut here: ${formatCount(text.length - MOST_CHARACTERS)} more characters stand in the file.`}</p>}
    </div>
  )
}

/** Headings of a step's text are no headings of the page. */
const PARTS: Components = {
  a: ({ href, children }) => <OutLink url={href}>{children}</OutLink>,
  h1: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h2: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h3: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h4: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h5: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h6: ({ children }) => <p className={styles['heading']}>{children}</p>,
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
}
