/** Puts the Node for that system and processor into out/package-node/<platform>-<arch>; its path. @throws Error in words where it can't be had here */
export function putNode(root: string, platform: string, arch: string): string
