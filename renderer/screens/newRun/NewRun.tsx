/** The screen of a new run: the wizard over the plan as the host has it. */
import { useMachine } from '@xstate/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import { useClient, useConnection } from '../../store/hooks.ts'
import { goalIn, newRunPath, planPath, runPath } from '../../store/paths.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { asError } from '../../ui/asError.ts'
import { NoPlan } from '../plan/NoPlan.tsx'
import { usePlan } from '../plan/usePlan.ts'
import { modeIn, PAGES, runPlanOf, type RunPlan } from './choices.ts'
import { newRunFor } from './newRunMachine.ts'
import { goalWords, leadNote } from './leadWords.ts'
import { NewRunPage } from './NewRunPage.tsx'
import { useLead } from './useLead.ts'

/** `file`: its real path. */
export function NewRun({ file }: { readonly file: string }) {
  const { view, error, readAgain } = usePlan(file)
  const { role } = useConnection()
  const [, navigate] = useLocation()
  const plan = useMemo(() => view && runPlanOf(view), [view])
  // Somebody who edits the file has errors in it for a moment: what was typed here must outlive that.
  const sound = useRef<{ readonly view: PlanView; readonly plan: RunPlan } | null>(null)
  if (view && plan) sound.current = { view, plan }
  else if (sound.current?.plan.file !== file) sound.current = null
  const last = sound.current
  if (!view) return <NoPlan file={file} error={error} readAgain={readAgain} />
  if (!last || role !== 'captain') {
    const [title, text] = last ? ['Only the captain starts runs', 'This page came by another link: ask the captain to start it, or for another link.'] : ['This file can not be run', 'It has errors. Mend them in the file: this page sees it at once.']
    return (
      <Page title={`New run: ${view.entry.name}`} width="reading">
        <Notice tone="failed" title={title} actions={<Button size="s" onClick={() => navigate(planPath(file))}>Look at its plan</Button>}>{text}</Notice>
      </Page>
    )
  }
  return <Wizard key={file} view={last.view} plan={last.plan} broken={plan === null} />
}

interface WizardProps {
  readonly view: PlanView
  readonly plan: RunPlan
  /** The file has errors now; the plan is the last one without. */
  readonly broken: boolean
}

function Wizard({ view, plan, broken }: WizardProps) {
  const client = useClient()
  const { file } = plan
  const [, navigate] = useLocation()
  const search = useSearch()
  const toast = useToast()
  const [goal] = useState(() => goalIn(search))
  const leading = useLead(file, goal)
  const { lead } = leading
  const titleOf = useMemo(() => titlesOf(view), [view])
  /** What the log is told once it has begun. */
  const note = useRef<string | null>(null)
  note.current = lead && goal ? leadNote(lead, goalWords(goal, titleOf)) : null
  const [machine] = useState(() =>
    newRunFor({
      readTrust: (asked) => client.call('trust.show', { file: asked }),
      approve: async (asked) => void (await client.call('trust.approve', asked)),
      start: async (asked) => {
        const { run } = await client.call('run.start', asked)
        // The run has begun: that its log was not told keeps nobody from it.
        if (note.current !== null && asked.mode !== 'live') client.call('run.command', { run, command: { do: 'note', text: note.current } }).catch((error: unknown) => toast({ tone: 'failed', title: 'The log does not say what this rehearsal is for', text: asError(error).message }))
        return run
      },
    }),
  )
  const [mode] = useState(() => modeIn(search))
  const [state, send] = useMachine(machine, { input: { plan, mode } })
  const { run } = state.context

  useEffect(() => send({ type: 'PLAN', plan }), [plan, send])
  useEffect(() => {
    if (lead) send({ type: 'OPTIONS', options: { rollbackAt: lead.rollbackAt, injects: lead.injects } })
  }, [lead, send])
  useEffect(() => {
    if (run !== null) navigate(runPath(run), { replace: true })
  }, [run, navigate])

  // While it starts, and when it has, the summary stands.
  const page = PAGES.find((one) => state.matches(one)) ?? 'summary'
  const busy = state.matches('starting') || run !== null ? 'starting' : state.matches({ trust: 'approving' }) ? 'approving' : null
  return (
    <NewRunPage
      entry={view.entry}
      title={view.book?.title ?? view.entry.name}
      page={page}
      context={state.context}
      busy={busy}
      broken={broken}
      leading={leading}
      titleOf={titleOf}
      unread={state.matches({ trust: 'unread' })}
      send={send}
      onMode={(chosen) => {
        send({ type: 'MODE', mode: chosen })
        navigate(newRunPath(file, chosen, goal), { replace: true })
      }}
      onCancel={() => navigate(planPath(file))}
    />
  )
}

function titlesOf({ book }: PlanView): (id: string) => string {
  const titles = new Map([...(book?.steps ?? []), ...(book?.phases ?? []), ...(book?.branches ?? [])].map(({ id, title }) => [id, title]))
  return (id) => titles.get(id) ?? id
}
