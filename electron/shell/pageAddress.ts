/** Where the page lives: one origin. Every screen has an address under it. */

export const SCHEME = 'app'
const HOST = 'runthrough'
export const ORIGIN = `${SCHEME}://${HOST}`

/** The part after the origin; undefined for every address that is not ours, however much it looks like it. */
export function pathOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isOurs = url?.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
  return isOurs ? url.pathname : undefined
}
