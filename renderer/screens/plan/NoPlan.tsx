/** A plan that is not there yet, or can't be had: why, and what to do. */
import { ContractError } from '../../../electron/contract/errors.ts'
import { useClient, useConnection } from '../../store/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { useAsk } from '../../ui/useAsk.ts'

export interface NoPlanProps {
  readonly file: string
  readonly error: Error | null
  readonly readAgain: () => void
}

export function NoPlan({ file, error, readAgain }: NoPlanProps) {
  const client = useClient()
  const { role } = useConnection()
  const opening = useAsk(async () => {
    await client.call('library.open', { path: file })
  }, readAgain)
  const canOpen = role === 'captain' && error instanceof ContractError && error.code === 'unreadable-file'
  return (
    <Page title={file.split(/[/\\]/).at(-1) ?? file} width="reading">
      {error === null
        ? <Spinner label="Reading the plan" />
        : <ErrorNotice error={opening.error ?? error} retry={readAgain} actions={canOpen && <Button size="s" icon="folder" busy={opening.busy} onClick={() => opening.ask()}>Take it into the library</Button>} />}
    </Page>
  )
}
