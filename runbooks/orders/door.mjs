// The public door: passes every request on to the shop that route.json names. While a shop changes hands it lets the
// customer wait instead of failing, and it keeps a ledger of all orders that a customer was told are placed.
// What begins with /preview/ always goes to v2, so that the new shop can be looked at before anyone is sent there.
import { appendFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { options, places, readJson, wholeNumber } from './lib/common.mjs'
import { json, serve } from './lib/serve.mjs'
import { portOf } from './lib/services.mjs'

const PATIENCE_MS = 15_000
const given = options({ work: undefined, port: undefined })
const base = wholeNumber(given.port, 'port', 1024, 65_000)
const at = places(given.work)
const target = () => readJson(at.route, { shop: 'v1' }).shop

serve({
  service: 'door',
  work: given.work,
  port: base,
  facts: () => ({ shop: target() }),
  async answer(method, path, body) {
    if (path.startsWith('/preview/')) return (await ask('v2', method, path.slice('/preview'.length), body)) ?? json(503, { error: 'the new shop does not answer' })
    const end = Date.now() + PATIENCE_MS
    for (let shop = target(); ; ) {
      const result = await ask(shop, method, path, body)
      if (result && result.status !== 421) {
        if (method === 'POST' && result.status === 201) remember(JSON.parse(result.body))
        return result
      }
      if (Date.now() > end) return json(503, { error: `the shop (${shop}) does not answer` })
      shop = result ? (shop === 'v1' ? 'v2' : 'v1') : target() // 421: ask the other one at once; nobody there: look again
      if (!result) await pause(50)
    }
  },
})

/** Undefined when the connection failed. All requests that come here may be asked twice: placing goes by reference. */
async function ask(shop, method, path, body) {
  try {
    const headers = { 'content-type': 'application/json', connection: 'close' }
    const answer = await fetch(`http://127.0.0.1:${portOf(shop, base)}${path}`, { method, headers, ...(method === 'GET' ? {} : { body }) })
    return { status: answer.status, body: await answer.text() }
  } catch {
    return undefined
  }
}

function remember(answer) {
  const orders = answer.orders ?? [answer]
  appendFileSync(at.ledger, orders.map(({ reference, total }) => `${JSON.stringify({ reference, total })}\n`).join(''))
}
