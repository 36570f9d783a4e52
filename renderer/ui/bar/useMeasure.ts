/** How wide a label is, in the fonts of the element that it will stand in. */
import { useCallback, useEffect, useState, type RefObject } from 'react'
import type { LabelText } from './placeLabels.ts'

let context: CanvasRenderingContext2D | null | undefined

/** Between words and figure, px: the same as in the style sheet. */
const GAP_PX = 5

export function useMeasure(ref: RefObject<HTMLElement | null>): (text: LabelText) => number {
  const [, setLoaded] = useState(false)
  // Fonts that come later have other widths.
  useEffect(() => {
    let gone = false
    void document.fonts.ready.then(() => (gone ? undefined : setLoaded(true)))
    return () => {
      gone = true
    }
  }, [])
  return useCallback(
    ({ words, figure, tail = '' }) => {
      const style = ref.current ? getComputedStyle(ref.current) : null
      const size = Number.parseFloat(style?.fontSize ?? '12')
      const sans = style?.getPropertyValue('--sans') ?? 'sans-serif'
      const mono = style?.getPropertyValue('--mono') ?? 'monospace'
      return widthOf(words, `500 ${size}px ${sans}`, size) + widthOf(figure, `500 ${size}px ${mono}`, size) + widthOf(tail, `500 ${size}px ${sans}`, size) + Math.max(0, [words, figure, tail].filter((part) => part !== '').length - 1) * GAP_PX
    },
    [ref],
  )
}

function widthOf(text: string, font: string, size: number): number {
  if (text === '') return 0
  context ??= document.createElement('canvas').getContext('2d')
  if (!context) return text.length * size * 0.62
  context.font = font
  return context.measureText(text).width
}
