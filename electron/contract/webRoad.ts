/** What a page and the web host agree on before the first frame: where the WebSocket is, how a link's token gets there, and why it was closed. */
import { PROTOCOL } from './wire.ts'

export const WIRE_PATH = '/wire'
/** The subprotocols that a page offers are this one and `token.` with its link's token; the host answers with this one. */
export const WIRE_PROTOCOL = `runthrough.${PROTOCOL}`
export const TOKEN_PREFIX = 'token.'
/** In a link's fragment, which no server sees: `#token=…`. */
export const TOKEN_KEY = 'token'

/** Close codes of the host. A page of another origin gets no WebSocket at all. */
export const CLOSE = {
  /** The host ends. */
  ending: 1001,
  /** What came was no frame, or the host said in words why it ends the connection. */
  refused: 4400,
  /** The host knows no link with this token (any more): it is of no use to try again. */
  unknownLink: 4401,
  /** As many pages are connected as the host takes: later there may be room. */
  full: 4429,
} as const
