/** What every part relies on, once around the page: Base UI without style elements of its own, tooltips, toasts, the live region. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { DropGuard } from './DropGuard.tsx'
import { LiveRegion } from './LiveRegion.tsx'
import { Toasts } from './Toasts.tsx'

export function UiRoot({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400} closeDelay={0}>
        {children}
        <Toasts />
        <LiveRegion />
        <DropGuard />
      </Tooltip.Provider>
    </CSPProvider>
  )
}
