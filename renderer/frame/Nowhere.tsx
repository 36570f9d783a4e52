/** An address that leads to no screen. */
import { Link } from 'wouter'
import { LIBRARY_PATH } from '../store/paths.ts'
import { Page } from '../ui/Page.tsx'

export function Nowhere() {
  return (
    <Page title="There is nothing at this address" width="reading" lead="It may be mistyped, or of another version.">
      <p><Link href={LIBRARY_PATH}>To the library</Link></p>
    </Page>
  )
}
