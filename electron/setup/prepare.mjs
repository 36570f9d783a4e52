/** `npm run build`: only makes the checkout ready to run. */
import { ensure, exitWith } from './ensure.mjs'

await exitWith(async () => {
  await ensure(undefined, { app: true })
  return 0
})
