import { LinkButton } from '#ui/button.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { CHAIR_RULES, OTHER_BODIES } from '../by-laws.ts'
import { type ConferenceBodyView, getConferenceBody } from '../conference-body-contract.ts'
import { MEMBER_KINDS, type MemberKind } from '../member-kinds.ts'
import { SecrecyText } from './conference-parts.tsx'
import { Roster } from './roster.tsx'

const back = { href: '/conference/bodies', label: '会議体の一覧' } as const

/** One body: the roster with those who have not signed first, then the by-laws in force and their editions. */
export function BodyPage({ params }: ScreenProps) {
  const reading = useApi(getConferenceBody, { params: { id: params.bodyId ?? '' } })
  return (
    <LoadedPage reading={reading} what="会議体" back={back}>
      {(view) => (
        <Page
          title={view.name}
          lead={
            view.unsigned === 0
              ? '全員が守秘の確認を済ませています。'
              : `守秘の確認がまだの方が${view.unsigned}名います。`
          }
          back={back}
          width="wide"
          action={
            view.allowed.includes('plan-sitting') && (
              <LinkButton icon="calendar" href={`/conference/sittings/new?body=${view.id}`}>
                会議を予定する
              </LinkButton>
            )
          }
        >
          <Roster view={view} />
          <ByLawsSection view={view} />
        </Page>
      )}
    </LoadedPage>
  )
}

const kindsText = (kinds: readonly MemberKind[]) =>
  kinds.length === 0 ? 'なし' : kinds.map((kind) => MEMBER_KINDS[kind]).join('、')

function ByLawsSection({ view }: { view: ConferenceBodyView }) {
  const { byLaws, editions, edition, validFrom, towns, secrecyText, allowed } = view
  const { chair, chairTitle, deputy, deputyTitle } = byLaws
  const items = [
    { term: chairTitle, description: CHAIR_RULES[chair] },
    ...(deputy === null ? [] : [{ term: deputyTitle ?? '副会長', description: CHAIR_RULES[deputy] }]),
    { term: '招くことができる区分', description: kindsText(byLaws.callable) },
    { term: 'いつも呼ぶ区分', description: kindsText(byLaws.alwaysCalled) },
    { term: '公開', description: byLaws.closed ? '会議も資料も非公開' : '公開' },
    { term: '資料の開く日', description: `会議の${byLaws.daysBefore}日前から、${byLaws.daysAfter}日後まで` },
    { term: '記録の保存', description: `${byLaws.retentionYears}年` },
    ...(byLaws.usesExisting === null
      ? []
      : [{ term: 'すでにある会議体を使う', description: OTHER_BODIES[byLaws.usesExisting].name }]),
    ...(byLaws.jointWith.length === 0
      ? []
      : [
          { term: '一緒に開ける会議体', description: byLaws.jointWith.map((one) => OTHER_BODIES[one].name).join('、') },
        ]),
    ...(towns.length === 0 ? [] : [{ term: '一緒に入る町村', description: towns.map(({ name }) => name).join('、') }]),
  ]
  return (
    <Section
      title={`運営要領 第${edition}版`}
      aside={
        allowed.includes('change-by-laws') && (
          <LinkButton icon="edit" href={`/conference/bodies/${view.id}/by-laws`}>
            新しい版を作る
          </LinkButton>
        )
      }
    >
      <p>{dayText(validFrom)}から使っています。招集した会議は、そのときの版のまま進みます。</p>
      <DescriptionList items={items} />
      <Disclosure summary="守秘の確認の文">
        <SecrecyText text={secrecyText} />
      </Disclosure>
      <Disclosure summary={`版の記録（${editions.length}）`}>
        <ul className="flex flex-col gap-1">
          {editions.map((one) => (
            <li key={one.edition}>
              第{one.edition}版：{dayText(one.validFrom)}から・{one.by}
            </li>
          ))}
        </ul>
      </Disclosure>
    </Section>
  )
}
