import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { askQuestion, listQuestions, type Question } from '../question-contract.ts'
import { findWhoItIs } from '../question-guard.ts'
import { NOTICE_STAGES, noticeStages, SIGNS, signs } from '../report-form.ts'
import { useWindow } from './report-window.tsx'

type Asked = {
  id: string
  place: string
  windowId: string
  stage: Question['stage'] | undefined
  signs: Question['signs']
  body: string
}

function emptyQuestion(): Asked {
  return { id: newRequestKey(), place: '', windowId: '', stage: undefined, signs: [], body: '' }
}

/** The municipality or ward of a place: never finer. */
function useArea(asked: Asked) {
  const { answer, window } = useWindow(asked.place, asked.windowId)
  const tenant = window ?? answer?.windows.find(({ tenantId }) => tenantId !== undefined)
  const place = answer?.places[0]
  const covered = place ?? tenant?.areas[0]
  return { tenantId: tenant?.tenantId, code: covered?.code, name: covered?.name, searched: answer !== undefined }
}
type Area = ReturnType<typeof useArea>

function missingIn(asked: Asked, area: Area): readonly FieldProblem[] {
  const problems: FieldProblem[] = []
  if (asked.place.trim() === '') problems.push({ path: 'areaCode', message: '地域を市区町村まで入力してください。' })
  else if (area.tenantId === undefined)
    problems.push({
      path: 'areaCode',
      message: 'この地域の窓口には、ともしびから質問できません。窓口の電話でお尋ねください。',
    })
  if (asked.stage === undefined) problems.push({ path: 'stage', message: 'いまの段階を選んでください。' })
  if (asked.body.trim() === '') problems.push({ path: 'body', message: '尋ねたいことを入力してください。' })
  const [finding] = findWhoItIs(asked.body)
  if (finding !== undefined) problems.push({ path: 'body', message: finding.because })
  return problems
}

/** Area, stage, signs and words; what may tell who it is, is pointed out while typing and not sent. */
export function QuestionForm() {
  const [asked, setAsked] = useState(emptyQuestion)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const area = useArea(asked)
  const send = useSend(askQuestion, { makesStale: [listQuestions] })
  const edit = (change: Partial<Asked>) => setAsked((before) => ({ ...before, ...change }))
  function ask() {
    const missing = missingIn(asked, area)
    setProblems(missing)
    const { id, stage, body } = asked
    const { tenantId, code } = area
    if (missing.length > 0 || stage === undefined || tenantId === undefined || code === undefined) return
    const question = { id, tenantId, areaCode: code, stage, signs: asked.signs, body }
    send.mutate(
      { body: question },
      { onSuccess: () => setAsked(emptyQuestion()), onError: (problem) => setProblems(problem.fields) },
    )
  }
  return (
    <Form problems={problems} onSubmit={ask} label="名前を出さない質問">
      <TextField
        label="地域（市区町村まで）"
        name="areaCode"
        required
        hint="市区町村の名前か郵便番号で選べます。住所は送られません。"
        autoComplete="off"
        size="middle"
        value={asked.place}
        onChange={(place) => edit({ place, windowId: '' })}
        after={<AreaRead area={area} />}
      />
      <StageAndSigns asked={asked} edit={edit} />
      <BodyField asked={asked} edit={edit} />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && asked.body === '' && (
        <NotificationBanner tone="success" live title="質問を送りました">
          相談窓口の人が答えると、お知らせと「これまでの質問と答え」に届きます。
        </NotificationBanner>
      )}
      <div>
        <Button type="submit" kind="primary" icon="send" busy={send.isPending}>
          名前を出さずに質問する
        </Button>
      </div>
    </Form>
  )
}

function AreaRead({ area }: { area: Area }) {
  const read = area.name === undefined ? '' : `地域：${area.name}`
  const none = area.searched && area.tenantId === undefined ? '　この地域の窓口には、ともしびから質問できません。' : ''
  return <output className="block min-h-7 text-solid-gray-700">{`${read}${none}`}</output>
}

const stages = noticeStages.map((value) => ({ value, label: NOTICE_STAGES[value] }))
const signChoices = signs.map((value) => ({ value, label: SIGNS[value] }))
type Part = { asked: Asked; edit: (change: Partial<Asked>) => void }

function StageAndSigns({ asked, edit }: Part) {
  return (
    <>
      <ChipGroup
        label="いまの段階"
        name="stage"
        required
        size="small"
        choices={stages}
        value={asked.stage}
        onChange={(stage) => edit({ stage })}
      />
      <ChipGroup
        many
        label="様子"
        name="signs"
        required={false}
        size="small"
        choices={signChoices}
        value={asked.signs}
        onChange={(chosen) => edit({ signs: [...chosen] })}
      />
    </>
  )
}

function BodyField({ asked, edit }: Part) {
  const findings = findWhoItIs(asked.body)
  return (
    <TextArea
      label="尋ねたいこと"
      name="body"
      required
      hint="例：停止の予告を2度送った70代のお客さまに、同意をどう伺うとよいですか。"
      rows={4}
      value={asked.body}
      onChange={(body) => edit({ body })}
      after={
        <div role="status" className="flex flex-col gap-1 text-error-2">
          {findings.map(({ start, end, because }) => (
            <p key={start}>
              「{asked.body.slice(start, end)}」：{because}
            </p>
          ))}
        </div>
      }
    />
  )
}
