import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { notFound, Refused, versionConflict } from '#platform/http/problem.ts'
import type { Desk } from './desk.ts'
import type { Question } from './question-contract.ts'
import { findWhoItIs } from './question-guard.ts'
import {
  findStoredQuestion,
  insertQuestion,
  listStoredQuestions,
  type NewAnswer,
  type NewQuestion,
  type StoredQuestion,
  saveAnswer,
} from './question-store.ts'
import { mayAsAgency, mayAsCompany, refuseRole } from './referral-access.ts'

function show({ tenantId: _tenant, answer, ...question }: StoredQuestion): Question {
  if (answer === null) return question
  const { agency, ...rest } = answer
  return { ...question, answer: { ...rest, by: agency.name } }
}

/** The company's questions with their answers. */
export async function readQuestions({ tx, staff }: Desk): Promise<Result<{ questions: Question[] }>> {
  if (!mayAsCompany(staff.roles, 'ask-question', 'own')) return refuseRole()
  return ok({ questions: (await listStoredQuestions(tx.db)).map(show) })
}

/** Asks without a name; what may tell who it is about is refused with the place and how to write it instead. */
export async function askQuestion({ tx, staff }: Desk, asked: NewQuestion): Promise<Result<Question>> {
  if (!mayAsCompany(staff.roles, 'ask-question', 'own')) return refuseRole()
  refuseNames(asked.body)
  await insertQuestion(tx.db, asked, { organizationId: staff.organization.id, userId: staff.userId })
  const stored = await findStoredQuestion(tx.db, asked.id)
  return stored === undefined ? err(notFound) : ok(show(stored))
}

function refuseNames(body: string): void {
  const findings = findWhoItIs(body)
  if (findings.length === 0) return
  throw new Refused(
    {
      code: 'question_names_somebody',
      because: 'だれのことかわかる書き方があります。名前を伏せた質問には、個人の情報を書けません。',
    },
    {
      errors: findings.map(({ kind, because }) => ({
        path: 'body',
        code: kind.replaceAll('-', '_'),
        message: because,
      })),
    },
  )
}

/** Questions that reached the agencies of a municipality. */
export async function readReceivedQuestions({ tx, staff }: Desk) {
  if (!mayAsAgency(staff.roles, 'answer-question', 'inbox')) return refuseRole()
  const questions = (await listStoredQuestions(tx.db)).map(show)
  return ok({ questions, waiting: questions.filter(({ answer }) => answer === undefined).length })
}

/**
 * Answers, or mends the own agency's answer; another agency's stands as it was given. An answer names nobody either.
 */
export async function answerQuestion(
  { tx, staff }: Desk,
  { id, version }: { readonly id: string; readonly version: number },
  answer: NewAnswer,
): Promise<Result<Question>> {
  if (!mayAsAgency(staff.roles, 'answer-question', 'inbox')) return refuseRole()
  const before = await findStoredQuestion(tx.db, id)
  if (before === undefined) return err(notFound)
  if (before.answer?.text === answer.text && before.answer.kind === answer.kind) return ok(show(before))
  if (before.answer !== null && before.answer.agency.id !== staff.organization.id) {
    return refuse(
      'answered-by-another-agency',
      `この質問には、${before.answer.agency.name}が答えています。補うことがあるときは、その窓口に伝えてください。入力は消えていません。`,
    )
  }
  const by = { userId: staff.userId, agencyId: staff.organization.id }
  if (before.version !== version || !(await saveAnswer(tx.db, { id, version, by }, answer))) {
    throw versionConflict(show((await findStoredQuestion(tx.db, id)) ?? before))
  }
  const stored = await findStoredQuestion(tx.db, id)
  return stored === undefined ? err(notFound) : ok(show(stored))
}
