/** What is left of a picture for somebody who sees no colour: which of its pixels stand out from its ground. */
import type { Page } from 'playwright'

/** One letter a pixel: `#` stands out, `.` is ground (the pixel of the top left corner). `png`: base64. Needs a page that may show data as an image. */
export function silhouette(page: Page, png: string): Promise<string> {
  return page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const { data: bytes } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] }
    const lightness = (at: number): number => 0.2126 * (bytes[at] ?? 0) + 0.7152 * (bytes[at + 1] ?? 0) + 0.0722 * (bytes[at + 2] ?? 0)
    const ground = lightness(0)
    return Array.from({ length: bytes.length / 4 }, (_, pixel) => (Math.abs(lightness(pixel * 4) - ground) > 48 ? '#' : '.')).join('')
  }, png)
}

/** Pixels that two silhouettes of the same size have not in common. */
export function differing(one: string, other: string): number {
  return [...one].filter((pixel, at) => pixel !== other[at]).length
}
