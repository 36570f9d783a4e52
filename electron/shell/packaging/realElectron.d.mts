/** Electron's own code has at least as many bytes, on every system. */
export const LEAST_BYTES: number
/** Undefined where the packed app in `folder` is made of Electron itself, else why not. `platform` as Node names it. */
export function whyNotElectron(folder: string, platform: string, name?: string): string | undefined
