/** Links out of Runthrough: https alone, and only after the person has seen where they lead. */
import { createContext, useContext, useState, type ReactNode } from 'react'
import { ConfirmDialog } from './ConfirmDialog.tsx'

type OpenLink = (url: string) => void

/** How a link is opened once it was confirmed: in another tab, unless the host has a way of its own. */
const Way = createContext<OpenLink>((url) => {
  window.open(url, '_blank', 'noopener,noreferrer')
})

/** Where a host opens links by itself (the desktop shell asks, too). */
export function LinkWay({ open, children }: { readonly open: OpenLink; readonly children: ReactNode }) {
  return <Way value={open}>{children}</Way>
}

/** The url if it may be followed; null otherwise. */
export function safeUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'https:' ? href : null
}

/** A link as it stands in a text: what can't be followed is shown as text, with what it would have led to. */
export function OutLink({ url, children }: { readonly url: string | undefined; readonly children?: ReactNode }) {
  const open = useContext(Way)
  const [asked, setAsked] = useState(false)
  const href = safeUrl(url)
  if (href === null) return <span title={url}>{children}</span>
  return (
    <>
      <a href={href} rel="noopener noreferrer" onClick={(event) => { event.preventDefault(); setAsked(true) }} onAuxClick={(event) => event.preventDefault()}>{children}</a>
      <ConfirmDialog open={asked} onClose={() => setAsked(false)} title="This link leads out of Runthrough" confirm="Open it" onConfirm={() => open(href)}>
        <code>{href}</code>
      </ConfirmDialog>
    </>
  )
}
