/** What the main process and the host process say to each other. Both are ours and of one version. A road is one connection to the contract. */

export interface HostSetting {
  /** The user's data folder, absolute. */
  readonly folder: string
  /** The Node that runs supervisors, absolute: Electron's own binary is no Node. */
  readonly nodePath: string
  /** Of the app. */
  readonly version: string
}

export type ToHost =
  | { readonly do: 'begin'; readonly setting: HostSetting }
  | { readonly do: 'open'; readonly road: number }
  | { readonly do: 'frame'; readonly road: number; readonly text: string }
  /** Characters of this road's frames that have arrived where they are read. */
  | { readonly do: 'took'; readonly road: number; readonly characters: number }
  | { readonly do: 'close'; readonly road: number; readonly why: string }
  /** Stop driving, close the history, and end. */
  | { readonly do: 'end' }

export type FromHost =
  | { readonly is: 'ready' }
  /** It can't begin: a history that is newer than the app, say. It ends after this. */
  | { readonly is: 'refused'; readonly message: string; readonly hint: string }
  | { readonly is: 'frame'; readonly road: number; readonly text: string }
  | { readonly is: 'closed'; readonly road: number; readonly why: string }
