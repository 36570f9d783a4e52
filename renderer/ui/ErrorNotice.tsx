/** A "no" of the host in its own words, or that the page itself failed. */
import type { ReactNode } from 'react'
import { ContractError } from '../../electron/contract/errors.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

export interface ErrorNoticeProps {
  readonly error: Error
  readonly retry?: (() => void) | undefined
  readonly actions?: ReactNode
}

export function ErrorNotice({ error, retry, actions }: ErrorNoticeProps) {
  const declared = error instanceof ContractError
  return (
    <Notice
      tone="failed"
      urgent
      title={declared ? error.message : `The page failed here: ${error.message}`}
      actions={retry || actions ? <>{retry && <Button size="s" icon="retry" onClick={retry}>Try again</Button>}{actions}</> : undefined}
    >
      {declared ? error.hint : 'A run under way goes on as it is: its host drives it, not this page. Reload the page; if it happens again, report it with these words.'}
    </Notice>
  )
}
