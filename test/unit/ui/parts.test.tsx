import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { StepMark } from '../../../electron/contract/shapes/scalars.ts'
import { ContractError } from '../../../electron/contract/errors.ts'
import { Button } from '../../../renderer/ui/Button.tsx'
import { Delta } from '../../../renderer/ui/Delta.tsx'
import { Distribution } from '../../../renderer/ui/Distribution.tsx'
import { ErrorNotice } from '../../../renderer/ui/ErrorNotice.tsx'
import { LiveBadge } from '../../../renderer/ui/LiveBadge.tsx'
import { Markdown } from '../../../renderer/ui/Markdown.tsx'
import { MARKS } from '../../../renderer/ui/marks.ts'
import { safeUrl } from '../../../renderer/ui/openLink.tsx'
import { Progress } from '../../../renderer/ui/Progress.tsx'
import { StateMark } from '../../../renderer/ui/StateMark.tsx'
import { Table } from '../../../renderer/ui/Table.tsx'
import { WindowBar } from '../../../renderer/ui/WindowBar.tsx'
import { describeBar } from '../../../renderer/ui/bar/barWords.ts'
import { aBar, NOW } from './bars.ts'

const html = (element: ReactElement): string => renderToStaticMarkup(element)
const text = (element: ReactElement): string => html(element).replaceAll(/<[^>]*>/gu, '')

test('every state has a word and a shape that no other state has', () => {
  const shown = StepMark.options.map((mark) => html(<StateMark mark={mark} />))
  expect(new Set(shown.map((one) => /<svg.*<\/svg>/u.exec(one)?.[0])).size).toBe(StepMark.options.length)
  expect(new Set(StepMark.options.map((mark) => MARKS[mark].word)).size).toBe(StepMark.options.length)
  for (const [index, mark] of StepMark.options.entries()) expect(shown[index]).toContain(MARKS[mark].word)
})

test('the window bar is one picture with its whole story as text', () => {
  const bar = aBar({ moves: false, standsAt: NOW, eta: null, wayBack: null })
  expect(html(<WindowBar bar={bar} size="l" />)).toContain(`role="img" aria-label="${describeBar(bar, NOW)}"`)
})

test('what stands where a table has no rows is below the table, not in it', () => {
  const shown = html(<Table label="Things" columns={[{ id: 'name', title: 'Name', width: '4rem', cell: (name: string) => name }]} rows={[]} keyOf={(name) => name} empty={<p>Nothing yet</p>} />)
  expect(shown).toMatch(/Name<\/div><\/div><\/div><\/div><p>Nothing yet<\/p><\/div>$/u)
})

test('LIVE and REHEARSAL are told in words, with their environment', () => {
  expect(text(<LiveBadge mode="live" environment="production" />)).toBe('LIVEproduction')
  expect(text(<LiveBadge mode="rehearsal" environment={null} />)).toBe('REHEARSAL')
})

test('late and early are heard as words, not as a sign alone', () => {
  expect(text(<Delta ms={67_000} />)).toBe('+1:07 late')
  expect(text(<Delta ms={-42_000} />)).toBe('−0:42 early')
  expect(text(<Delta ms={null} />)).toBe('–')
})

test('progress without a total shows no share of anything', () => {
  const unknown = html(<Progress done={1200} total={null} rate={42} unit="rows" />)
  expect(unknown).not.toContain('aria-valuenow')
  expect(unknown).not.toContain('%')
  expect(unknown).toContain('total unknown')
  expect(text(<Progress done={120} total={480} rate={10} />)).toBe('25 %120 of 48010/s36 s left at this rate')
})

test('a runbook\'s text brings no HTML, no images, and no links but https', () => {
  const shown = html(<Markdown text={'**Look** <script>alert(1)</script> ![x](https://example.com/x.png) [bad](javascript:alert(1)) [plain](http://example.com) [good](https://example.com/board)\n\n# Big'} />)
  expect(shown).toContain('<strong>Look</strong>')
  expect(shown).not.toMatch(/<script|<img|<h1|javascript:|href="http:/u)
  expect(shown.match(/<a /gu)).toHaveLength(1)
  expect([safeUrl('https://example.com/a b'), safeUrl('http://example.com'), safeUrl('data:text/html,x'), safeUrl('/plan'), safeUrl(undefined)]).toEqual(['https://example.com/a%20b', null, null, null, null])
})

test('a text without end is cut, and says by how much', () => {
  expect(text(<Markdown text={'a '.repeat(40_000)} />)).toContain('30,000 more characters')
})

test('a host\'s "no" is told in its own words, another error as the page\'s fault', () => {
  expect(text(<ErrorNotice error={new ContractError({ code: 'disk-full', message: 'The disk is full.', hint: 'Make room.' })} />)).toBe('The disk is full.Make room.')
  expect(text(<ErrorNotice error={new Error('x is not a function')} />)).toContain('The page failed here: x is not a function')
})

test('a button that can not be used says why, and can be found with the Tab key', () => {
  const shown = html(<Button why="The run is over">Hold</Button>)
  expect(shown).toContain('aria-disabled="true"')
  expect(shown).not.toContain(' disabled=""')
  expect(text(<Button why="The run is over">Hold</Button>)).toBe('Hold: The run is over')
})

test('a distribution says what it shows', () => {
  expect(html(<Distribution times={[5000, 4000, 9000]} plannedMs={6000} />)).toContain('3 runs: 0:04.0 to 0:09.0, median 0:05.0, planned 0:06')
  expect(text(<Distribution times={[]} />)).toBe('not timed yet')
})
