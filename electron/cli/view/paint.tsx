/** Lines of spans → ink. The only place that knows colours. */
import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import type { Line, Tone } from './line.ts'

/** Readable on dark and on light grounds; at least a step of lightness apart between states that may be confused. */
const COLOURS: Readonly<Record<Exclude<Tone, 'plain' | 'quiet'>, string>> = {
  now: '#e0a526',
  fine: '#4c9be8',
  late: '#f2752b',
  failed: '#ef3a8c',
  rolling: '#a07bf0',
}

export function Paint({ lines, colour }: { readonly lines: readonly Line[]; readonly colour: boolean }): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        <Text key={row} wrap="truncate">
          {line.length === 0 ? ' ' : line.map(({ text, tone = 'plain', bold = false, inverse = false }, index) => (
            <Text key={index} bold={bold} inverse={inverse} dimColor={tone === 'quiet'} {...(colour && tone !== 'plain' && tone !== 'quiet' ? { color: COLOURS[tone] } : {})}>
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  )
}
