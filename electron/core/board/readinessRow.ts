/** A readiness item: does anybody say that it holds, and with what? Silence is unknown; where evidence is required it is a no. */
import type { Evidence } from './entries.ts'
import type { BoardFacts, ReadinessItem } from './facts.ts'
import type { RowDraft } from './row.ts'
import type { GivenEvidence } from './said.ts'

export function readinessRow(item: ReadinessItem, evidence: readonly GivenEvidence[], facts: Pick<BoardFacts, 'fileNow'>): RowDraft {
  return { id: `readiness:${item.id}`, kind: 'readiness', title: item.what, owner: item.owner, evidence, ...judged(item, evidence.at(-1), facts) }
}

type Judged = Pick<RowDraft, 'verdict' | 'words' | 'rests' | 'hint'>

function judged(item: ReadinessItem, last: GivenEvidence | undefined, { fileNow }: Pick<BoardFacts, 'fileNow'>): Judged {
  const missing = item.evidence === 'required' ? 'no' : 'unknown'
  const give = 'Give evidence: a note, a link or a file.'
  if (!last) return { verdict: missing, words: missing === 'no' ? 'It wants evidence, and nobody has given any.' : 'Nobody has said whether it holds.', rests: [], hint: give }
  const { evidence, asked, by } = last
  if (evidence.kind === 'withdrawn') return { verdict: missing, words: `${by.name} withdrew its evidence: ${evidence.why}`, rests: [], hint: give }
  const rests = [shown(evidence)]
  if (asked !== item.what) return { verdict: 'risk', words: `The evidence was given when it asked something else: “${asked}”.`, rests, hint: 'Look whether it still holds, and give it again.' }
  if (evidence.kind !== 'file') return { verdict: 'ok', words: `${by.name} says that it holds.`, rests, hint: null }
  switch (fileNow(evidence)) {
    case 'same':
      return { verdict: 'ok', words: `${by.name} gave ${evidence.name}, and it is unchanged.`, rests, hint: null }
    case 'elsewhere':
      return { verdict: 'ok', words: `${by.name} gave ${evidence.name}; its hash is kept.`, rests, hint: null }
    case 'changed':
      return { verdict: 'no', words: `${evidence.name} is no longer the file that ${by.name} gave.`, rests, hint: 'Look at it, and give it again.' }
    case 'gone':
      return { verdict: 'risk', words: `${evidence.name} is no longer where it was; its hash is kept.`, rests, hint: 'Put it back, or give it again.' }
  }
}

function shown(evidence: Exclude<Evidence, { kind: 'withdrawn' }>): string {
  switch (evidence.kind) {
    case 'note':
      return evidence.text
    case 'link':
      return evidence.url
    case 'file':
      return `${evidence.name}, sha256 ${evidence.sha256}`
  }
}
