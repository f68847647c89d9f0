import { rolesByPlane } from '#organization/organization.ts'
import {
  CHAIR_RULES,
  OTHER_BODIES,
  otherBodies,
  SECRECY_TEXTS,
  SECRECY_WAYS,
  secrecyVersions,
  USUAL_BY_LAWS,
} from '#support-conference/by-laws.ts'
import { MEMBER_KINDS, memberKinds, SEATS } from '#support-conference/member-kinds.ts'
import { NEVER_OF_PROTECTED, PACK_FIELDS, packFields, packFieldsFor } from '#support-conference/pack-rules.ts'
import {
  CHASE_STEPS,
  ITEM_KINDS,
  ITEM_TOPICS,
  NEXT_SITTING_STATE,
  SITTING_COMMANDS,
  SITTING_KINDS,
  SITTING_STATES,
} from '#support-conference/support-conference.ts'
import { CONFERENCE_ACCESS, type ConferenceAction } from '#support-conference/support-conference-access.ts'
import { listOf, type RulebookPage, transitionRows } from '../rulebook-page.ts'

const actions = {
  read: '予定・名簿を見る',
  'create-body': '会議体を作る',
  'change-by-laws': '運営要領を変える',
  'keep-roster': '名簿と守秘の確認',
  plan: '会議を予定する',
  move: '招集・開会・閉会・完了・取りやめ',
  'keep-items': '案件を出す・呼ぶ方を決める',
  'keep-room': '出席・紙の資料を数える',
} as const satisfies Record<ConferenceAction, string>
const inOrder = ['municipal_officer', 'lead_worker', 'consultation_worker', 'tenant_admin'] as const
const may = (allowed: readonly ConferenceAction[], action: ConferenceAction) => (allowed.includes(action) ? '○' : '－')
const isAction = (name: string): name is ConferenceAction => name in actions
const told = {
  owner: '宿題を持つ方（アカウントのない方はケースの担当）',
  lead: '主任相談支援員',
  officer: '市の主管部局',
}
const hides: readonly string[] = NEVER_OF_PROTECTED

export const supportConferencePage: RulebookPage = {
  file: 'support-conference.md',
  title: '支援会議',
  intro:
    '生活困窮者自立支援法第9条の支援会議です。支援の方針と役割を話し合い、プランの決定と評価は支援調整会議で行います（別添3）。名簿にいるだけでは何も見えません。案件ごとに呼ばれた方が、決められた期間だけ、知る必要のある項目だけを見ます。',
  sections: [
    {
      heading: '会議の状態',
      ...transitionRows(NEXT_SITTING_STATE, { states: SITTING_STATES, commands: SITTING_COMMANDS }),
    },
    { heading: '会議の種類', ...listOf('種類', SITTING_KINDS) },
    { heading: '案件の種類', ...listOf('種類', ITEM_KINDS) },
    {
      heading: '案件の題',
      intro: '自由な題は、呼ばれる前に人を名指しすることになるため、この中から選びます。地域の課題だけは文で書けます。',
      ...listOf('題', ITEM_TOPICS),
    },
    {
      heading: '役割とできること',
      intro:
        '案件の資料と記録は、役割ではなく「そのケースを見られるか」で決まります。資料を開けるかは「その案件に呼ばれたか」で決まります。管理だけの役割には、何も見えません。',
      columns: ['できること', ...inOrder.map((role) => rolesByPlane.welfare[role])],
      rows: Object.keys(actions)
        .filter(isAction)
        .map((action) => [actions[action], ...inOrder.map((role) => may(CONFERENCE_ACCESS[role], action))]),
    },
    {
      heading: '区分ごとに知る必要のある項目',
      intro:
        '○のない項目は、書いてあっても、その区分の方の資料には入りません。書く人は、減らすことはできても、増やすことはできません。',
      columns: ['構成員の区分', ...packFields.map((field) => PACK_FIELDS[field].label)],
      rows: memberKinds.map((kind) => {
        const fields = packFieldsFor({ kind, ofTheTeam: false }, { protected: false, leftOut: [] })
        return [MEMBER_KINDS[kind], ...packFields.map((field) => (fields.includes(field) ? '○' : '－'))]
      }),
    },
    {
      heading: '保護の印があるとき（担当のほかの方）',
      intro: `${packFields
        .filter((field) => hides.includes(field))
        .map((field) => PACK_FIELDS[field].label)
        .join(
          '・',
        )}は、だれにも渡りません。担当のほかに伝わる文に、住所・電話・学校・勤め先のように見える言葉があると保存できません。`,
      columns: ['構成員の区分', '入る項目'],
      rows: memberKinds.map((kind) => [
        MEMBER_KINDS[kind],
        packFieldsFor({ kind, ofTheTeam: false }, { protected: true, leftOut: [] })
          .map((field) => PACK_FIELDS[field].label)
          .join('・') || 'なし',
      ]),
    },
    {
      heading: '資料を開ける期間',
      columns: ['会議', '開く時', '閉じる時'],
      rows: [
        [
          '定例・合同',
          `会議の${USUAL_BY_LAWS.daysBefore}日前の0時（運営要領で短くできる）`,
          `会議の${USUAL_BY_LAWS.daysAfter}日後の終わり`,
        ],
        ['緊急', '渡した時', `会議の${USUAL_BY_LAWS.daysAfter}日後の終わり`],
        ['方針のお知らせ', '伝えた時', '伝えた日の7日後の終わり'],
        ['宿題', '伝えた時', '期限の7日後の終わり、または終えた時'],
        ['名簿から外れた・呼ばれなくなった・取りやめ・保護の印', '－', 'その時'],
      ],
    },
    {
      heading: '宿題の声かけ',
      columns: ['期限を過ぎた日数', 'お知らせする相手'],
      rows: CHASE_STEPS.map(({ daysAfter, tells }) => [`${daysAfter}日`, told[tells]]),
    },
    { heading: '構成員と関係機関', ...listOf('席', SEATS) },
    { heading: '会長・副会長の決め方', ...listOf('決め方', CHAIR_RULES) },
    {
      heading: '合同で開ける、または兼ねる会議体',
      intro: 'ほかの法律の条番号は、出典で確かめていません。運営要領を作るときに確かめてください。',
      columns: ['符号', '会議体', '根拠（未確認）'],
      rows: otherBodies.map((body) => [`\`${body}\``, OTHER_BODIES[body].name, OTHER_BODIES[body].law]),
    },
    {
      heading: '守秘の文',
      intro:
        '署名した文は変えません。新しい版を作ると、あらためて確認をお願いします。緊急の会議は署名を待たず、完了までにいただきます。',
      columns: ['版', '文'],
      rows: secrecyVersions.flatMap((version) => SECRECY_TEXTS[version].map((line) => [version, line])),
    },
    { heading: '守秘の確認の方法', ...listOf('方法', SECRECY_WAYS) },
  ],
}
