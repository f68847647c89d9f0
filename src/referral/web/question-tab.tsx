import { EmptyState } from '#ui/empty-state.tsx'
import { Section, TwoColumns } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listQuestions, type Question } from '../question-contract.ts'
import { NOTICE_STAGES, SIGNS } from '../report-form.ts'
import { QuestionForm } from './question-form.tsx'
import { momentText } from './report-text.ts'

/** A question to the agency without a name, and the company's own questions with their answers. */
export function QuestionTab() {
  const reading = useApi(listQuestions, { refetchEvery: 60_000 })
  return (
    <TwoColumns
      main={
        <Section title="名前を出さずに相談する">
          <p className="max-w-line">
            地域・段階・様子だけで、相談窓口に助言を求められます。だれのことかがわかる言葉は、送る前に見つけてお知らせします。
          </p>
          <QuestionForm />
        </Section>
      }
      aside={
        <Section title="これまでの質問と答え">
          <Loaded reading={reading}>
            {({ questions }) =>
              questions.length === 0 ? (
                <EmptyState title="まだ質問はありません" icon="question">
                  答えが届くと、ここに並びます。
                </EmptyState>
              ) : (
                <ul className="flex flex-col gap-4">
                  {questions.map((question) => (
                    <li key={question.id}>
                      <AskedQuestion question={question} />
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </Section>
      }
    />
  )
}

const answerKinds = { advice: '助言', 'consent-wording': '同意の伺い方', 'another-way': 'ほかの方法' } as const

function AskedQuestion({ question }: { question: Question }) {
  const { areaName, stage, signs, body, askedAt, answer } = question
  return (
    <article className="rounded-12 border-1 border-solid-gray-420 p-4">
      <p className="text-[0.875rem] leading-[1.6] text-solid-gray-700 figures">
        {momentText(askedAt)}　{areaName}　{NOTICE_STAGES[stage]}
      </p>
      {signs.length > 0 && <p>{signs.map((sign) => SIGNS[sign]).join('、')}</p>}
      <p className="mt-1 whitespace-pre-wrap">{body}</p>
      {answer === undefined ? (
        <p className="mt-2 text-solid-gray-700">答えを待っています。届くとお知らせに出ます。</p>
      ) : (
        <div className="mt-3 border-l-4 border-green-900 bg-green-50 p-3">
          <p className="font-bold">
            {answerKinds[answer.kind]}
            <span className="ml-3 text-[0.875rem] font-normal text-solid-gray-700 figures">
              {momentText(answer.at)}
              {answer.by === undefined ? '' : `　${answer.by}`}
            </span>
          </p>
          <p className="whitespace-pre-wrap">{answer.text}</p>
        </div>
      )}
    </article>
  )
}
