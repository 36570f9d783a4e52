/** The picture in words, for whoever does not see it. */
import { useMemo } from 'react'
import { formatNumberOf } from '../../ui/format.ts'
import { KINDS } from './kinds.ts'
import { problemWords } from './ProblemSign.tsx'
import type { Book, Machine, MachineStep } from './machine.ts'
import { endWords, GROUP_WORDS, MARK_WORDS, railWords, waysOut } from './words.ts'

/** A longer one is read in the table of steps. */
const LONGEST = 250

export function InWords({ book, machine }: { readonly book: Book; readonly machine: Machine }) {
  const all = book.steps.length
  const titleOf = useMemo(() => {
    const titles = new Map([...book.steps, ...machine.groups].map(({ id, title }) => [id, title]))
    return (id: string): string => titles.get(id) ?? id
  }, [book, machine])
  return (
    <section className="visually-hidden" aria-label="The graph in words">
      {all > LONGEST && <p>{`${all} steps: they are told one by one in the table of steps.`}</p>}
      {machine.groups.map((group) => {
        const steps = group.lanes.flatMap((lane) => lane.steps.map((step) => ({ step, lane: lane.id })))
        return (
          <div key={group.id}>
            <h2>{`${group.title}: ${GROUP_WORDS[group.kind]}, ${formatNumberOf(steps.length, 'step')}${group.ends === null ? '' : `, ends: ${group.ends}`}`}</h2>
            {group.problems.map((problem) => <p key={problemWords(problem)}>{problemWords(problem)}</p>)}
            {machine.rails.filter((rail) => rail.group === group.id).map((rail) => <p key={rail.id}>{railWords(rail, titleOf(rail.branch), titleOf(rail.to))}</p>)}
            {all <= LONGEST && <ol>{steps.map(({ step, lane }) => <li key={step.id}>{stepWords(step, lane, book, machine)}</li>)}</ol>}
          </div>
        )
      })}
      <p>{machine.ends.length > 0 ? `The main way ends: ${machine.ends.map(endWords).join(' or ')}.` : 'The main way has no end of its own.'}</p>
    </section>
  )
}

function stepWords({ id, title, kind, owner, pointOfNoReturn, marks, problems }: MachineStep, lane: string | null, book: Book, machine: Machine): string {
  const ways = waysOut(book, machine, id).filter(({ tone }) => tone !== 'rolling').map(({ when, leads }) => `${when}: ${leads}.`)
  return [
    `${title}, ${KINDS[kind].word}${lane === null ? '' : `, lane ${lane}`}, ${owner === null ? 'no owner' : `owner ${owner}`}.`,
    pointOfNoReturn ? 'This is the point of no return.' : '',
    ...marks.map((mark) => `It ${MARK_WORDS[mark]}.`),
    ...problems.map(problemWords),
    ...ways,
  ].filter((words) => words !== '').join(' ')
}
