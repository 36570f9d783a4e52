/** The browser of all tests that want a real one; without one they fail with the reason. */
import { chromium, type Browser, type LaunchOptions } from 'playwright'
import { CHROMIUM_ARGS, chromiumPath } from '../../electron/setup/chromium.mjs'

/** For `chromium.launch` and `chromium.launchPersistentContext`. @throws Error that says what to do */
export function chromiumOptions(): LaunchOptions & { readonly executablePath: string } {
  return { executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch(chromiumOptions())
}
