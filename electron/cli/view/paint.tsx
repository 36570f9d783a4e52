/** Lines of spans → ink. */
import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import type { Line } from './line.ts'
import type { Palette } from './palette.ts'

export function Paint({ lines, palette }: { readonly lines: readonly Line[]; readonly palette: Palette | null }): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        <Text key={row} wrap="truncate">
          {line.length === 0 ? ' ' : line.map(({ text, tone = 'plain', bold = false, inverse = false }, index) => (
            <Text key={index} bold={bold} inverse={inverse} dimColor={tone === 'quiet'} {...(palette && tone !== 'plain' && tone !== 'quiet' ? { color: palette[tone] } : {})}>
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  )
}
