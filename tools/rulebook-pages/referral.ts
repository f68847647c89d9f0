import { FEEDBACK_LEVELS, feedbackLevels } from '#consent/consent.ts'
import { nameOfRole } from '#organization/organization.ts'
import { type Clock, DEFAULT_CLOCKS } from '#referral/clocks.ts'
import { CONCLUSIONS, FEEDBACK_WORDS } from '#referral/conclusion-codes.ts'
import {
  NEXT_REFERRAL_STATE,
  NEXT_REPORT_STATE,
  REFERRAL_COMMANDS,
  REFERRAL_STATES,
  REPORT_COMMANDS,
  REPORT_STATES,
} from '#referral/referral.ts'
import {
  type AGENCY_ACCESS,
  agencyActions,
  type COMPANY_ACCESS,
  companyActions,
  mayAsAgency,
  mayAsCompany,
} from '#referral/referral-access.ts'
import { REPORT_FIELDS, URGENCIES, urgencies } from '#referral/report-form.ts'
import { type RulebookPage, transitionRows } from '../rulebook-page.ts'

const endings = { declined: '引き受けなかった', concluded: '終了' } as const

const companyActionNames = {
  ...REPORT_COMMANDS,
  read: '読む',
  'report-danger': '命の危険を知らせる',
  'ask-question': '名前を伏せて質問する',
} as const
const agencyActionNames = {
  ...REFERRAL_COMMANDS,
  read: '読む',
  'answer-question': '質問に答える',
  'take-request': 'ご本人の「連絡がほしい」を引き受ける',
  'plan-duty': '当番を決める',
} as const
const mark = (may: boolean) => (may ? '○' : '－')

function clockText(clock: Clock): string {
  if (clock.kind === 'business-days') return `${clock.days}開庁日後の閉庁時刻まで`
  return clock.hours === 0 ? 'いますぐ' : `${clock.hours}時間以内（夜間・休日も数える）`
}

const companyRoles = [
  'field_worker',
  'arrears_clerk',
  'liaison',
  'utility_admin',
] as const satisfies readonly (keyof typeof COMPANY_ACCESS)[]
const agencyRoles = [
  'consultation_worker',
  'lead_worker',
  'municipal_officer',
  'tenant_admin',
] as const satisfies readonly (keyof typeof AGENCY_ACCESS)[]

export const referralPage: RulebookPage = {
  file: 'referral.md',
  title: '通報',
  intro:
    '会社の控えと、相談窓口が受け取った通報は別の記録です。送ったあとに消されるものはなく、変わったことは書き足されます。返事がないことからは何も推し量りません。',
  sections: [
    {
      heading: '会社の控え',
      ...transitionRows(NEXT_REPORT_STATE, { states: REPORT_STATES, commands: REPORT_COMMANDS }),
    },
    {
      heading: '相談窓口が受け取った通報',
      ...transitionRows(NEXT_REFERRAL_STATE, { states: REFERRAL_STATES, commands: REFERRAL_COMMANDS }),
    },
    {
      heading: '終わり方と、会社が聞けること',
      intro:
        '終わった理由は相談窓口の中にとどまります。生活保護、以前からの支援、ほかの通報、転居が推し量れる終わり方は、どの段階でもふつうの終わりと同じに見えます。',
      columns: ['終わり方', '扱い', ...feedbackLevels.map((level) => FEEDBACK_LEVELS[level])],
      rows: Object.values(CONCLUSIONS).map(({ label, endsAs, told }) => [
        label,
        endings[endsAs],
        ...feedbackLevels.map((level) => told[level].map((word) => FEEDBACK_WORDS[word]).join(' → ') || '－'),
      ]),
    },
    {
      heading: 'だれが何をできるか（会社）',
      intro: '左が自分の書いた通報、右が同じ会社のほかの人の通報です。ほかの会社の通報は、だれにも見えません。',
      columns: ['操作', ...companyRoles.map(nameOfRole)],
      rows: companyActions.map((action) => [
        companyActionNames[action],
        ...companyRoles.map(
          (role) => `${mark(mayAsCompany([role], action, 'own'))}／${mark(mayAsCompany([role], action, 'colleague'))}`,
        ),
      ]),
    },
    {
      heading: 'だれが何をできるか（相談窓口）',
      intro:
        '左が届いたばかりの通報、右が自分に見えるケースに入った通報です。見えないケース、ほかの窓口の通報には、だれも何もできません。',
      columns: ['操作', ...agencyRoles.map(nameOfRole)],
      rows: agencyActions.map((action) => [
        agencyActionNames[action],
        ...agencyRoles.map(
          (role) => `${mark(mayAsAgency([role], action, 'inbox'))}／${mark(mayAsAgency([role], action, 'case'))}`,
        ),
      ]),
    },
    {
      heading: '急ぎ方と期限（自治体が決めていないとき）',
      intro:
        '停止予定日があるときは、その朝9時より後にはなりません。読まれないままの通報は、担当、主任、市の順に知らせが上がります。',
      columns: ['急ぎ方', '期限'],
      rows: urgencies.map((urgency) => [URGENCIES[urgency], clockText(DEFAULT_CLOCKS.clocks[urgency])]),
    },
    {
      heading: '通報の入力欄と、伺う理由',
      columns: ['入力欄', '理由'],
      rows: Object.values(REPORT_FIELDS).map(({ label, reason }) => [label, reason]),
    },
  ],
}
