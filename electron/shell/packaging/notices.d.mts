export const NOTICES: string
export interface Shipped {
  readonly folder: string
  readonly name: string
  readonly version: string
  /** As SPDX names it; '' where it says none. */
  readonly licence: string
  readonly source: string
}
export function notices(root: string): string
export function shipped(root: string): Shipped[]
