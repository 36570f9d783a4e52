/** What the person at this data folder has chosen. */
import { z } from 'zod'
import { ComparisonKey, Text } from './scalars.ts'

export const Settings = z.strictObject({
  /** As the log shall show it; empty: the account's. */
  name: z.string().max(200),
  theme: z.enum(['system', 'dark', 'light']),
  comparison: ComparisonKey,
  /** Searched for runbooks, absolute. */
  folders: z.array(z.string().max(4096)).max(50),
  /** Single letters act in Console; dangerous actions are never one key. */
  letterKeys: z.boolean(),
  /** Notifications of the system, besides those in the window. */
  notify: z.boolean(),
  /** Below this chance to fit the window, a run tells so once. */
  windowAlert: z.number().min(0).max(1),
})
export type Settings = z.infer<typeof Settings>

export const Session = z.strictObject({
  name: Text,
  role: Text,
  /** By which road. */
  via: z.enum(['window', 'link']),
  version: Text,
  /** The machine's name. */
  machine: Text,
  /** Where history lives. */
  dataFolder: Text,
  /** Something the person should know first: a restored database, a full disk. */
  notices: z.array(z.strictObject({ code: Text, text: Text })),
})
export type Session = z.infer<typeof Session>

/** For others on the call: one link a role; null where the host is no web host. */
export const Links = z.strictObject({ links: z.array(z.strictObject({ role: Text, url: Text })).nullable(), reach: z.enum(['this-machine', 'network']).nullable() })
export type Links = z.infer<typeof Links>
