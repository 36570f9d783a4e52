// Customers: place COUNT orders through the public door, eight at a time, as they do while a release goes on.
// Every order must be acknowledged. References are fixed by --wave, so running it again places nothing twice.
import { fail, options, wholeNumber } from './lib/common.mjs'

const given = options({ url: undefined, count: '300', wave: undefined })
const count = wholeNumber(given.count, 'count', 1, 100_000)
let next = 1
let slowestMs = 0
await Promise.all(Array.from({ length: 8 }, shopper))
console.log(`${count} orders placed and acknowledged, the slowest in ${Math.round(slowestMs)} ms`)

async function shopper() {
  while (next <= count) {
    const number = next++
    const lines = [{ sku: `S-${100 + (number % 900)}`, quantity: 1 + (number % 3), price: `${10 + (number % 50)}.95` }]
    const body = JSON.stringify({ reference: `${given.wave}-${number}`, customer: `shopper${number % 40}@shop.example`, lines })
    const before = performance.now()
    const answer = await fetch(`${given.url}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch((error) =>
      fail(`${given.url} does not answer: ${error.cause?.message ?? error.message}`),
    )
    if (answer.status !== 201) fail(`Order ${given.wave}-${number} was refused with ${answer.status}: ${await answer.text()}`)
    await answer.arrayBuffer()
    slowestMs = Math.max(slowestMs, performance.now() - before)
  }
}
