// A small piece of work with progress: finds the primes below TOTAL, prints DONE/TOTAL, and keeps what it found.
// How far it is stands in a file too, for those who ask from outside (count.mjs WORK NAME TOTAL probe).
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fail, start } from './common.mjs'

const { rest, file } = start('count.mjs WORK NAME TOTAL [probe]', 2)
const [name, text, probe] = rest
const total = Number(text)
if (!Number.isInteger(total) || total < 100 || total > 10_000_000) fail(`TOTAL must be a whole number from 100 to 10000000, not "${text}"`, 2)
const progress = file(`${name}-progress`)
if (probe === 'probe') {
  console.log(existsSync(progress) ? readFileSync(progress, 'utf8').trim() : `0/${total} rows`)
  process.exit(0)
}

const primes = []
for (let number = 1; number <= total; number++) {
  if (number > 1 && isPrime(number)) primes.push(number)
  if (number % Math.ceil(total / 20) === 0 || number === total) say(`${number}/${total} rows`)
}
writeFileSync(file(name), `${primes.length} primes\n`)

function isPrime(number) {
  for (const prime of primes) {
    if (prime * prime > number) return true
    if (number % prime === 0) return false
  }
  return true
}

function say(line) {
  console.log(line)
  writeFileSync(`${progress}.new`, `${line}\n`)
  renameSync(`${progress}.new`, progress) // a probe never reads half a line
}
