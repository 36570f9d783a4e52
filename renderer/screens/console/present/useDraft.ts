/** What a person has ticked and filled in at a step but not sent yet: on this page alone, and still there after a reload. */
import { useCallback, useState } from 'react'

export interface Draft {
  /** Places in the checklist. */
  readonly ticked: readonly number[]
  /** By id of the field. */
  readonly fields: Readonly<Record<string, string>>
}

export interface UsedDraft extends Draft {
  readonly tick: (place: number, on: boolean) => void
  readonly fill: (field: string, text: string) => void
}

const EMPTY: Draft = { ticked: [], fields: {} }

/** Another attempt begins anew. */
export function useDraft(run: string, step: string, attempt: number): UsedDraft {
  const key = `runthrough.draft.${run}.${attempt}.${step}`
  const [held, setHeld] = useState(() => ({ key, draft: recall(key) }))
  const draft = held.key === key ? held.draft : recall(key)

  const change = useCallback((make: (before: Draft) => Draft) => {
    setHeld((before) => {
      const next = make(before.key === key ? before.draft : recall(key))
      keep(key, next)
      return { key, draft: next }
    })
  }, [key])
  return {
    ...draft,
    tick: useCallback((place, on) => change(({ ticked, fields }) => ({ fields, ticked: on ? [...ticked.filter((other) => other !== place), place] : ticked.filter((other) => other !== place) })), [change]),
    fill: useCallback((field, text) => change(({ ticked, fields }) => ({ ticked, fields: { ...fields, [field]: text } })), [change]),
  }
}

/** Only a help for a reload: where the browser keeps nothing, it is lost with the page. */
function keep(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    return
  }
}

function recall(key: string): Draft {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<Draft> | null
    return found && Array.isArray(found.ticked) && typeof found.fields === 'object' ? { ticked: found.ticked, fields: found.fields } : EMPTY
  } catch {
    return EMPTY
  }
}
