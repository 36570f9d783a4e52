/** Which of the two grounds is shown. Remembered by the browser only so that the first paint is right: the choice lives in the settings. */
import type { Settings } from '../../electron/contract/shapes/settings.ts'

export type Theme = Settings['theme']

const KEY = 'runthrough.theme'

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  remember(theme)
}

/** As it was the last time; `system` where nothing is known. */
export function rememberedTheme(): Theme {
  const theme = recall()
  return theme === 'dark' || theme === 'light' ? theme : 'system'
}

/** A browser may keep nothing for a page (a private window, a full disk): then the system's theme is shown first. */
function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    return
  }
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
