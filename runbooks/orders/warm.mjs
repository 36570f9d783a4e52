// Warms the new shop's caches: it works out its bestsellers before the first customer asks for them.
import { fail, options } from './lib/common.mjs'

const given = options({ url: undefined })
const answer = await fetch(`${given.url}/preview/cache/warm`, { method: 'POST', body: '{}' }).catch((error) =>
  fail(`${given.url} does not answer: ${error.cause?.message ?? error.message}`),
)
const text = await answer.text()
if (!answer.ok) fail(`Warming the caches answered ${answer.status}: ${text}`)
console.log(text)
