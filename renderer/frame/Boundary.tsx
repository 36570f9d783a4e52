/** A screen that failed says so in words, with a reference that can be told to others; the rest of the page goes on. */
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Copy } from '../ui/Copy.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { NotLoaded } from './screens.ts'

export interface BoundaryProps {
  /** Another place is another chance. */
  readonly place: string
  readonly children: ReactNode
}

interface Failure {
  readonly error: Error
  readonly reference: string
  /** Null until it is known. */
  readonly place: string | null
}

interface State {
  readonly failure: Failure | null
}

export class Boundary extends Component<BoundaryProps, State> {
  override state: State = { failure: null }
  private where = ''

  static getDerivedStateFromError(error: unknown): State {
    const reference = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')
    return { failure: { error: error instanceof Error ? error : new Error(String(error)), reference, place: null } }
  }

  static getDerivedStateFromProps({ place }: BoundaryProps, { failure }: State): State | null {
    if (!failure || failure.place === place) return null
    return { failure: failure.place === null ? { ...failure, place } : null }
  }

  override componentDidCatch(_error: unknown, { componentStack }: ErrorInfo): void {
    this.where = componentStack ?? ''
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (!failure) return this.props.children
    return failure.error instanceof NotLoaded ? <Unloaded /> : <Failed {...failure} where={() => this.where} />
  }
}

function Unloaded() {
  return (
    <Page title="This screen could not be loaded" width="reading">
      <Notice tone="late" urgent title="The host did not give this screen to the page" actions={<Button size="s" icon="retry" onClick={() => window.location.reload()}>Reload the page</Button>}>
        It may be away, or of another version by now. What runs goes on without this page. Reload it when the host is there again.
      </Notice>
    </Page>
  )
}

function Failed({ error, reference, where, place }: Failure & { readonly where: () => string }) {
  return (
    <Page title="This screen failed" width="reading">
      <Notice
        tone="failed"
        urgent
        title={`The page failed here: ${error.message}`}
        actions={
          <>
            <Button size="s" icon="retry" onClick={() => window.location.reload()}>Reload the page</Button>
            <Copy wide label={`Copy report ${reference}`} text={() => [`Runthrough page error ${reference}`, `${place ?? ''} · ${navigator.userAgent}`, error.stack ?? String(error), where()].join('\n')} />
          </>
        }
      >
        What runs goes on: its host drives it, not this page. Reload the page; if it fails again, report it with the reference <code>{reference}</code>.
      </Notice>
    </Page>
  )
}
