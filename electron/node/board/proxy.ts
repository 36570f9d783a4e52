/** Who speaks for somebody else says how that was known: "Maria, by phone". */
import { RunthroughError } from '../../core/errors.ts'
import type { Actor } from '../../core/ports.ts'

/** @throws RunthroughError `bad-input` where the one is said without the other */
export function actingFor(actor: Actor, { onBehalfOf, how }: { readonly onBehalfOf?: string | undefined; readonly how?: string | undefined }): Actor {
  const [who, channel] = [onBehalfOf?.trim() ?? '', how?.trim() ?? '']
  if (who === '' && channel === '') return actor
  if (channel === '') throw new RunthroughError('bad-input', `How ${who} said so is missing. Nothing was recorded.`, 'Name the channel: by phone, in the call, by chat.')
  if (who === '') throw new RunthroughError('bad-input', 'For whom it is said is missing. Nothing was recorded.', 'Give the name of whoever said so.')
  return { ...actor, onBehalfOf: who, how: channel }
}
