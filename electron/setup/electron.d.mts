/** For tests, which are TypeScript. */
export declare function electronProgram(root: string, env?: NodeJS.ProcessEnv): string | undefined
export declare function lacksDisplay(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): string | undefined
