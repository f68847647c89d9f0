import { useState } from 'react'
import { listReferrals, type ReferralView } from '#referral/referral-contract.ts'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { Checkbox } from '#ui/choice-field.tsx'
import { cx } from '#ui/class-names.ts'
import { Card } from '#ui/page.tsx'
import type { ApiProblem } from '#ui/problem.ts'
import { Loaded, type Reading } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { STRENGTHS } from '../same-household.ts'
import { joinReferral, listCandidates, listCases, openCase } from '../support-case-contract.ts'
import { instantText } from './case-words.ts'

/** Not this page: it is left at once. */
const elsewhere = [listReferrals, listCases]

type Side = {
  readonly name?: string | undefined
  readonly reading?: string | undefined
  readonly address?: string | undefined
  readonly phone?: string | undefined
}

/** A report that was acknowledged: is its household known, or does a case begin? */
export function SameHousehold({ referral: { id } }: { referral: ReferralView }) {
  const reading = useApi(listCandidates, { params: { id } })
  const join = useSend(joinReferral, { makesStale: elsewhere })
  const open = useSend(openCase, { makesStale: elsewhere })
  return (
    <Card>
      <HouseholdChoice
        reading={reading}
        title="同じ世帯の通報やケースはありますか"
        what="この通報"
        joining={{
          ...join,
          begin: ({ id: caseId, version }) =>
            join.mutate({ params: { id: caseId }, body: { version, referralId: id } }, { onSuccess: openedCase }),
        }}
        opening={{
          ...open,
          begin: (caseId, chosen) =>
            open.mutate({ body: { id: caseId, referralIds: [id, ...chosen] } }, { onSuccess: openedCase }),
        }}
      />
    </Card>
  )
}

/** After the choice: to the case that holds it now. */
export function openedCase({ id }: { id: string }): void {
  goTo(`/cases/${id}`)
}

type Step = { isPending: boolean; error: ApiProblem | null }
type Joining = Step & { begin: (candidate: CaseCandidate) => void }
type Opening = Step & { begin: (caseId: string, referralIds: readonly string[]) => void }
type Candidates = { self: Side; cases: readonly CaseCandidate[]; referrals: readonly ReportCandidate[] }

type ChoiceProps = {
  reading: Reading<Candidates>
  title: string
  /** What is being taken up: 「この通報」「この申し出」. */
  what: string
  joining: Joining
  opening: Opening
}

/** The machine proposes, a human looks at both sides and decides: join a case, or open one (with other reports). */
export function HouseholdChoice({ reading, title, what, joining, opening }: ChoiceProps) {
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-std-20B-150 text-solid-gray-900">{title}</h2>
      <Loaded reading={reading}>
        {({ self, cases, referrals }) => (
          <>
            {cases.length + referrals.length === 0 && (
              <p className="max-w-line">
                住所・電話番号・お名前が同じものは、見られる範囲にはありませんでした。新しいケースを始められます。
              </p>
            )}
            {cases.map((one) => (
              <CandidateCase key={one.id} self={self} what={what} candidate={one} joining={joining} />
            ))}
            <OpenCase self={self} what={what} referrals={referrals} opening={opening} hasCases={cases.length > 0} />
          </>
        )}
      </Loaded>
    </div>
  )
}

type CaseCandidate = Side & { id: string; number: string; version: number; match: Match }
type Match = { strength: keyof typeof STRENGTHS; because: string }

type CandidateProps = { self: Side; what: string; candidate: CaseCandidate; joining: Joining }

function CandidateCase({ self, what, candidate, joining }: CandidateProps) {
  return (
    <section
      aria-label={`ケース ${candidate.number}`}
      className="flex flex-col gap-3 rounded-8 border-1 border-blue-900 p-3"
    >
      <MatchWords match={candidate.match} />
      <SideBySide self={self} selfTitle={what} other={candidate} otherTitle={`ケース ${candidate.number}`} />
      {joining.error !== null && <NotificationBanner tone="error" live title={joining.error.title} />}
      <Button icon="people" busy={joining.isPending} onClick={() => joining.begin(candidate)}>
        {`同じ世帯として ケース ${candidate.number} に加える`}
      </Button>
    </section>
  )
}

type ReportCandidate = Side & { id: string; sentAt: string; reporter: string; match: Match }
type OpenProps = {
  self: Side
  what: string
  referrals: readonly ReportCandidate[]
  opening: Opening
  hasCases: boolean
}

function OpenCase({ self, what, referrals, opening, hasCases }: OpenProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [id] = useState(newRequestKey)
  return (
    <>
      {referrals.map((one) => (
        <section
          key={one.id}
          aria-label={`${one.reporter}からの通報`}
          className="flex flex-col gap-3 rounded-8 border-1 border-solid-gray-420 p-3"
        >
          <MatchWords match={one.match} />
          <SideBySide
            self={self}
            selfTitle={what}
            other={one}
            otherTitle={`${one.reporter}から ${instantText(one.sentAt)}`}
          />
          <Checkbox
            label="この通報も同じ世帯として、一緒に始める"
            checked={chosen.includes(one.id)}
            onChange={(on) => setChosen(on ? [...chosen, one.id] : chosen.filter((other) => other !== one.id))}
          />
        </section>
      ))}
      {opening.error !== null && <NotificationBanner tone="error" live title={opening.error.title} />}
      <p className="max-w-line">{what}の内容がケースの記録に写り、あなたが担当になります。会社には何も伝わりません。</p>
      <Button
        kind={hasCases ? 'secondary' : 'primary'}
        icon="plus"
        busy={opening.isPending}
        onClick={() => opening.begin(id, chosen)}
      >
        {chosen.length === 0 ? '新しいケースを始める' : `選んだ${chosen.length}件の通報と一緒に 新しいケースを始める`}
      </Button>
    </>
  )
}

function MatchWords({ match: { strength, because } }: { match: Match }) {
  return (
    <div className="flex flex-col items-start gap-1">
      <ChipLabel icon="people" tone={strength === 'strong' ? 'green' : 'neutral'}>
        {STRENGTHS[strength]}
      </ChipLabel>
      <p>{because}</p>
    </div>
  )
}

const fields = [
  ['name', 'お名前'],
  ['reading', 'ふりがな'],
  ['address', 'ご住所'],
  ['phone', '電話番号'],
] as const

type TwoSides = { self: Side; selfTitle: string; other: Side; otherTitle: string }

function SideBySide({ self, selfTitle, other, otherTitle }: TwoSides) {
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">{`${selfTitle}と${otherTitle}の見比べ`}</caption>
      <thead>
        <tr>
          <td className="w-[5.5rem]" />
          <th scope="col" className="border-b-1 border-solid-gray-420 px-2 py-1 align-bottom text-[0.875rem]">
            {selfTitle}
          </th>
          <th scope="col" className="border-b-1 border-solid-gray-420 px-2 py-1 align-bottom text-[0.875rem]">
            {otherTitle}
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(([key, label]) => {
          const same = self[key] !== undefined && self[key] === other[key]
          return (
            <tr key={key} className="border-b-1 border-solid-gray-300">
              <th scope="row" className="py-2 align-top text-[0.875rem] font-normal text-solid-gray-700">
                {label}
              </th>
              <td className="px-2 py-2 align-top break-words">{self[key] ?? '－'}</td>
              <td className={cx('px-2 py-2 align-top break-words', same && 'bg-green-50 font-bold')}>
                {other[key] ?? '－'}
                {same && <span className="sr-only">（同じ）</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
