/** An approval shows what can't be seen. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { showArgument } from '../../../electron/node/showText.ts'
import { Verbatim } from '../../../renderer/screens/newRun/Verbatim.tsx'

const shown = (argument: string): string => renderToStaticMarkup(<Verbatim text={showArgument(argument)} />)

describe('an argument in an approval', () => {
  it.each(['\u202E', '\u200B', '\r', '\u0007', '\u{E0041}'])('has %j marked, and nothing of it left', (hidden) => {
    const markup = shown(`rm${hidden}safe.txt`)
    expect(markup).toMatch(/<mark[^>]*>\\u\{[0-9A-F]{4,6}\}<\/mark>/)
    expect(markup).not.toContain(hidden)
  })

  it('that only looks like an escape is not marked', () => {
    expect(shown('a \\u{202E} b')).not.toContain('<mark')
  })

  it('is text, whatever it looks like', () => {
    expect(shown('<img src=x onerror=alert(1)>')).toContain('&lt;img')
  })
})
