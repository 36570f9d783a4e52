/** The page's own grounds, as `--ground` in renderer/ui/tokens.css has them: the window shows them before the page is drawn, so that nothing flashes. */
export const GROUND = { dark: '#0a0f14', light: '#f8f7f2' } as const
