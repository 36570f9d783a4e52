/** The scripts behind runbooks/orders-cutover.yaml, run for real on 20,000 orders. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { Shop, script } from './scratch.ts'

describe('the migration', () => {
  test('a backfill that is killed goes on where it stood, and v2 equals v1', async () => {
    await using shop = await Shop.create()
    await shop.upToV2()
    const backfill = ['orders/backfill.mjs', '--work', shop.work, '--batch', '100']
    const killed = await script(backfill, (text, child) => /[1-9]\d*\/20000 rows/.test(text) && child.kill('SIGKILL'))
    expect(killed.signal).toBe('SIGKILL')
    const rest = await script(['orders/backfill.mjs', '--work', shop.work])
    expect(rest.code).toBe(0)
    const after = Number(/Going on after order (\d+)/.exec(rest.out)?.[1])
    expect(after).toBeGreaterThanOrEqual(100)
    expect(after).toBeLessThan(20_000)
    expect(rest.out).toContain(`\n${after}/20000 rows\n`)
    expect(rest.out.trimEnd()).toMatch(/20000\/20000 rows$/)

    expect(await shop.run('compare')).toContain('20000 orders compared')
    const before = await shop.state()
    await shop.run('switch-writes')
    expect(await shop.state()).toEqual({ ...before, schema: 'v2' })
  })

  test('orders placed during the backfill reach v2, and every later one is taken by v2', async () => {
    await using shop = await Shop.create()
    await shop.upToV2(5_000)
    await Promise.all([shop.run('backfill'), shop.try('shoppers', '--url', shop.url, '--wave', 'during', '--count', '60').then(({ code }) => expect(code).toBe(0))])
    await shop.run('build-release', '--release', 'v2.0')
    await shop.start('v2', 'v2.0')
    const shoppers = shop.try('shoppers', '--url', shop.url, '--wave', 'switch', '--count', '60')
    await shop.run('switch-writes') // while they order
    expect((await shoppers).err).toBe('')
    expect((await shop.try('journey', '--url', shop.url, '--served-by', 'v2')).err).toBe('')
    expect(await shop.run('nothing-lost')).toContain('among them all 121 that were acknowledged')
    expect(await shop.state()).toMatchObject({ schema: 'v2', orders: 5_121, pending: 0 })
  })

  test('differences fail the comparison, and the repair mends them', async () => {
    await using shop = await Shop.create()
    await shop.upToV2(1_000)
    await shop.run('backfill')
    const db = new Database(join(shop.work, 'orders.db'))
    db.exec(`UPDATE order_lines SET unit_cents = unit_cents + 1 WHERE order_id = 7 AND line = 1;
      DELETE FROM orders_v2 WHERE id = 8; INSERT INTO order_lines VALUES (99999, 1, 'S-1', 1, 1)`)
    db.close()
    const compared = await shop.try('compare', '--work', shop.work)
    expect(compared.code).toBe(1)
    expect(compared.err).toContain('2 orders differ: 7, 8')
    await shop.run('compare', '--repair', 'yes')
    expect(await shop.run('compare')).toContain('v1 and v2 say the same')
  })
})

describe('the way back', () => {
  test('the restore brings v1 back with every order placed since the snapshot, while customers order', async () => {
    await using shop = await Shop.create()
    await shop.upToV2()
    expect((await shop.place('since-snapshot')).status).toBe(201)
    await shop.run('backfill')
    const before = await shop.state()
    const shoppers = shop.try('shoppers', '--url', shop.url, '--wave', 'restore', '--count', '60')
    await shop.run('restore', '--port', `${shop.port}`)
    expect((await shoppers).err).toBe('')
    await shop.run('restore', '--port', `${shop.port}`) // once more changes nothing
    await shop.run('capture', '--do', 'off')

    expect(await shop.state()).toMatchObject({ schema: 'v1', v2_tables: false, orders: before.orders + 60, pending: 0 })
    expect(await shop.run('nothing-lost')).toContain('among them all 61 that were acknowledged')
    expect((await shop.place('since-snapshot')).order).toMatchObject({ id: 20_001, served_by: 'v1' })
    expect((await shop.try('journey', '--url', shop.url, '--served-by', 'v1')).err).toBe('')
  })

  test('a restore after the switch is refused and leaves the shops alone', async () => {
    await using shop = await Shop.create()
    await shop.upToV2(1_000)
    await shop.run('backfill')
    await shop.run('switch-writes')
    const refused = await shop.try('restore', '--work', shop.work, '--port', `${shop.port}`)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('v2 writes already')
    expect(await (await fetch(`${shop.url}/health`)).json()).toMatchObject({ service: 'door', shop: 'v2' })
    expect((await fetch(`http://127.0.0.1:${shop.port + 1}/orders/42`)).status).toBe(200)
  })
})

describe('the shop', () => {
  test('an order reads back as placed, placing it twice makes one, and the freeze stops imports only', async () => {
    await using shop = await Shop.create()
    await shop.run('setup', '--orders', '100', '--scratch', 'yes')
    await shop.start('v1,door')
    expect(await shop.start('v1,door')).toContain('v1 already answers')
    const placed = await shop.place('r-1')
    expect(placed).toMatchObject({ status: 201, order: { id: 101, customer: 'test@shop.example', state: 'new', total: '1.05', served_by: 'v1' } })
    expect(await shop.place('r-1')).toEqual(placed)
    expect(await (await fetch(`${shop.url}/orders/by-reference/r-1`)).json()).toEqual(placed.order)
    expect(await (await fetch(`${shop.url}/orders/42`)).json()).toMatchObject({ id: 42, state: 'paid' })

    const importing = () => fetch(`${shop.url}/import`, { method: 'POST', body: '{"orders":[]}' })
    await shop.run('freeze', '--do', 'set')
    expect((await importing()).status).toBe(423)
    expect((await shop.try('freeze', '--work', shop.work, '--do', 'check-lifted')).code).toBe(1)
    await shop.run('freeze', '--do', 'lift')
    expect((await importing()).status).toBe(201)
  })

  test('the same seed gives the same orders, and set-up starts anew', async () => {
    await using shop = await Shop.create()
    await shop.run('setup', '--orders', '500', '--scratch', 'yes')
    const first = await shop.state()
    await shop.start('v1,door')
    await shop.place('gone-tomorrow')
    await shop.run('setup', '--orders', '500', '--scratch', 'yes')
    expect(await shop.state()).toEqual(first)
    await expect(fetch(`${shop.url}/health`)).rejects.toThrow('fetch failed')
  })

  test('a folder with files of somebody else is never emptied', async () => {
    await using shop = await Shop.create()
    const precious = join(shop.work, 'precious.txt')
    mkdirSync(shop.work, { recursive: true })
    writeFileSync(precious, 'mine')
    const refused = await shop.try('setup', '--work', shop.work, '--orders', '100', '--scratch', 'yes')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('holds files that are not from here')
    expect(existsSync(precious)).toBe(true)
  })

  test('where SCRATCH is no, nothing is built, started or stopped', async () => {
    await using shop = await Shop.create()
    expect((await shop.try('setup', '--work', shop.work, '--orders', '100', '--scratch', 'no')).err).toContain('There is no database')
    expect(await shop.run('service', '--do', 'start', '--which', 'v1', '--scratch', 'no')).toContain('left alone')
    expect(existsSync(join(shop.work, 'orders.db'))).toBe(false)
  })

  test('a port that is taken is named', async () => {
    await using taken = await Shop.create()
    await taken.run('setup', '--orders', '100', '--scratch', 'yes')
    await taken.start('door')
    await using shop = await Shop.create()
    await shop.run('setup', '--orders', '100', '--scratch', 'yes')
    const refused = await shop.try('service', '--work', shop.work, '--port', `${taken.port}`, '--do', 'start', '--which', 'door')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain(`Port ${taken.port} is taken`)
  })
})
