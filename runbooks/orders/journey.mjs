// A customer's journey through one address: place an order, read it back by id and by reference, place it again.
// With --served-by, the shop that answers must be that one.
import { randomUUID } from 'node:crypto'
import { fail, options } from './lib/common.mjs'

const given = options({ url: undefined, 'served-by': 'any' })
const order = { reference: `journey-${randomUUID()}`, customer: 'journey@shop.example', lines: [{ sku: 'S-101', quantity: 2, price: '12.50' }, { sku: 'S-202', quantity: 1, price: '0.95' }] }

const placed = await ask('POST', '/orders', order)
if (placed.total !== '25.95') fail(`The order costs ${placed.total}, and should cost 25.95`)
const again = await ask('POST', '/orders', order)
if (again.id !== placed.id) fail(`Placing ${order.reference} twice made two orders: ${placed.id} and ${again.id}`)
for (const path of [`/orders/${placed.id}`, `/orders/by-reference/${order.reference}`]) {
  const read = await ask('GET', path)
  for (const key of ['id', 'reference', 'customer', 'state', 'total', 'lines'])
    if (JSON.stringify(read[key]) !== JSON.stringify(placed[key])) fail(`${path}: ${key} is ${JSON.stringify(read[key])}, and was placed as ${JSON.stringify(placed[key])}`)
  if (given['served-by'] !== 'any' && read.served_by !== given['served-by']) fail(`${path} was served by ${read.served_by}, not by ${given['served-by']}`)
}
console.log(`Order ${placed.id} placed and read back, served by ${placed.served_by}`)

async function ask(method, path, body) {
  try {
    const answer = await fetch(`${given.url}${path}`, { method, headers: { 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) fail(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return await answer.json()
  } catch (error) {
    fail(`${given.url} does not answer: ${error.cause?.message ?? error.message}`)
  }
}
