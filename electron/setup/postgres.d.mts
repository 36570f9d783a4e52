/** For tests, which are TypeScript. */
export declare function postgresFolder(env?: NodeJS.ProcessEnv): string
