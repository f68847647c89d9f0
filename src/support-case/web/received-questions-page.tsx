import { useState } from 'react'
import { z } from 'zod'
import { answerQuestion, listReceivedQuestions, type Question } from '#referral/question-contract.ts'
import { NOTICE_STAGES, SIGNS } from '#referral/referral-words-contract.ts'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Card, Page } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextArea } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { agoText } from './case-words.ts'
import { SendProblem } from './form-card.tsx'

const KINDS = { advice: '助言', 'consent-wording': '同意の伺い方', 'another-way': 'ほかの方法' } as const
type Kind = keyof typeof KINDS

/** Questions without a name: what the company may do, before anybody is named. */
export function ReceivedQuestionsPage() {
  const reading = useApi(listReceivedQuestions, {})
  return (
    <Page
      title="答えを待っている質問はありますか"
      lead="会社からの、名前を伏せた質問です。答えは、その会社の質問した人に届きます。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ questions }) =>
          questions.length === 0 ? (
            <EmptyState title="質問は届いていません">
              会社が「名前を出さずに質問する」を使うと、ここに並びます。
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-4">
              {questions.map((one) => (
                <li key={one.id}>
                  <QuestionCard question={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

function QuestionCard({ question }: { question: Question }) {
  const [answering, setAnswering] = useState(false)
  const { organizationName, areaName, stage, signs, body, askedAt, answer } = question
  return (
    <Card>
      <article className="flex flex-col gap-3">
        <h2 className="font-bold">
          {organizationName}から {agoText(askedAt)}
        </h2>
        <p className="max-w-line whitespace-pre-wrap">{body}</p>
        <p className="text-[0.875rem] leading-[1.7] text-solid-gray-700">
          {[areaName, NOTICE_STAGES[stage], ...signs.map((sign) => SIGNS[sign])].join('・')}
        </p>
        {answer !== undefined && (
          <div className="border-l-4 border-blue-900 pl-4">
            <p className="font-bold">
              {KINDS[answer.kind]}（{answer.by ?? '窓口'} {agoText(answer.at)}）
            </p>
            <p className="max-w-line whitespace-pre-wrap">{answer.text}</p>
          </div>
        )}
        {answer === undefined && !answering && (
          <div>
            <Button icon="speech" onClick={() => setAnswering(true)}>
              この質問に答える
            </Button>
          </div>
        )}
        {answering && answer === undefined && <AnswerForm question={question} />}
      </article>
    </Card>
  )
}

const answerDraft = z.object({ kind: z.enum(['advice', 'consent-wording', 'another-way']), text: z.string() })

type Answer = z.infer<typeof answerDraft>
const noAnswer: Answer = { kind: 'advice', text: '' }

function AnswerForm({ question: { id, version } }: { question: Question }) {
  const draft = useDraft<Answer>(`answer:${id}`, answerDraft, noAnswer)
  const send = useSend(answerQuestion, { makesStale: [listReceivedQuestions] })
  const kinds: readonly Kind[] = ['advice', 'consent-wording', 'another-way']
  return (
    <Form
      problems={send.error?.fields}
      label="質問への答え"
      onSubmit={() =>
        send.mutate({ params: { id }, body: { version, ...draft.value } }, { onSuccess: () => void draft.discard() })
      }
    >
      <RadioGroup
        label="答えの種類"
        value={draft.value.kind}
        onChange={(kind) => draft.set({ ...draft.value, kind })}
        choices={kinds.map((value) => ({ value, label: KINDS[value] }))}
      />
      <TextArea
        name="text"
        label="答え"
        required
        value={draft.value.text}
        onChange={(text) => draft.set({ ...draft.value, text })}
      />
      <DraftStatus draft={draft} />
      <SendProblem error={send.error} />
      <Button type="submit" kind="primary" busy={send.isPending}>
        答えを送る
      </Button>
    </Form>
  )
}
