/** OKLCH to what a screen shows and an eye sees: contrast (WCAG 2.2), and colours under full colour-vision deficiencies (Machado, Oliveira and Fernandes 2009). */

/** Lightness 0…1, chroma, hue in degrees. */
export type Oklch = readonly [number, number, number]
type Three = readonly [number, number, number]

export const DEFICIENCIES = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
} as const satisfies Readonly<Record<string, readonly [Three, Three, Three]>>

export function contrast(one: Oklch, other: Oklch): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** True where a screen of sRGB shows it as it is. */
export function isShown(colour: Oklch): boolean {
  return linear(colour).every((part) => part > -0.002 && part < 1.002)
}

/** How far two colours are apart in hue and chroma alone (OKLab's a and b), as such an eye sees them. */
export function apartTo(deficiency: keyof typeof DEFICIENCIES, one: Oklch, other: Oklch): number {
  const [, a1, b1] = seen(deficiency, one)
  const [, a2, b2] = seen(deficiency, other)
  return Math.hypot(a1 - a2, b1 - b2)
}

function luminance(colour: Oklch): number {
  const [r, g, b] = linear(colour).map((part) => Math.min(1, Math.max(0, part))) as unknown as Three
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function linear([lightness, chroma, hue]: Oklch): Three {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
}

function seen(deficiency: keyof typeof DEFICIENCIES, colour: Oklch): Three {
  const [r, g, b] = linear(colour)
  const [red, green, blue] = DEFICIENCIES[deficiency].map(([x, y, z]) => Math.max(0, x * r + y * g + z * b)) as unknown as Three
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}
