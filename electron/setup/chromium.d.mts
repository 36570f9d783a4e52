/** For tests, which are TypeScript. */
export declare const CHROMIUM_ARGS: readonly string[]
export declare function chromiumPath(root?: string, env?: NodeJS.ProcessEnv): string
