/** Who may ask for what. A connection has one role for its whole life; the host decides it, never the page. */
import { z } from 'zod'

/**
 * `captain`: everything. `operator`: works on steps. `rollback`: sees runs, may start the way back and work on its steps, nothing else.
 * `observer`: only looks.
 */
export const ROLES = ['captain', 'operator', 'rollback', 'observer'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const EVERYBODY: readonly Role[] = ROLES
export const WATCHERS: readonly Role[] = ['captain', 'operator', 'observer']
export const OPERATORS: readonly Role[] = ['captain', 'operator']
export const CAPTAIN: readonly Role[] = ['captain']
export const GOING_BACK: readonly Role[] = ['captain', 'rollback']
