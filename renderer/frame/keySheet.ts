/** Every key of the page, as the sheet shows them. What a key does at this moment stands beside its button. */

export interface KeyGroup {
  readonly title: string
  /** Only with single-letter keys. */
  readonly letters: boolean
  readonly keys: readonly (readonly [keys: string, does: string])[]
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    letters: true,
    keys: [
      ['?', 'this sheet'],
      ['/', 'to the filter of a list'],
      ['F6', 'to the messages in the corner'],
      ['Esc', 'close what is open; nothing happens'],
    ],
  },
  {
    title: 'On a run, for the selected step',
    letters: true,
    keys: [
      ['s', 'start it; what warns is read first'],
      ['d', 'done'],
      ['f', 'it failed, or call its program off, with a reason'],
      ['r', 'retry'],
      ['k', 'skip it, with a reason'],
      ['o', 'decide: choose an outcome'],
      ['v', 'vote for a role'],
      ['e', 'say whether it took effect'],
      ['b', 'leave it by a branch'],
      ['j', 'leave it for another step'],
      ['[', 'select the step before, of those that are present'],
      [']', 'select the next one'],
    ],
  },
  {
    title: 'On a run as a whole',
    letters: true,
    keys: [
      ['h', 'hold, with a reason'],
      ['g', 'go: release the hold; or say what a gap was'],
      ['n', 'write a note'],
      ['u', 'undo the last click'],
      ['c', 'compare with plan, median, best, last, P90'],
      ['l', 'back to the present step in the splits'],
    ],
  },
  {
    title: 'On a go/no-go board',
    letters: true,
    keys: [['v', 'vote for the first role that is still asked']],
  },
]

/** What is grave never hangs on one key. */
export const NEVER_A_KEY = 'Rolling back, accepting a rollback and abandoning have no key: they are held for 1.5 s, or a word is typed.'
