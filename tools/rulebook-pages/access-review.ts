import {
  LOOK_MINUTES,
  NEXT_OUTCOMES,
  REVIEW_BUSINESS_DAYS,
  REVIEW_OUTCOMES,
  reviewOutcomes,
  SHORTEST_REASON,
} from '#access-review/access-review.ts'
import { ACCESS_REVIEW_ACCESS } from '#access-review/access-review-access.ts'
import { DEFAULT_LOOK_RULES, UNUSUAL_REASONS, unusualReasons } from '#access-review/unusual-looks.ts'
import { sentencesOf } from '#access-review/unusual-sentences.ts'
import { rolesByPlane } from '#organization/organization.ts'
import type { RulebookPage } from '../rulebook-page.ts'

const actions = {
  look: '担当でないケースを理由を書いて開く',
  own: '自分の閲覧を見る',
  judge: '見直す（責任者・主任として）',
  duties: '責任者がだれかを見る',
  name: '責任者を決める',
} as const
const roles = ['consultation_worker', 'lead_worker', 'municipal_officer', 'tenant_admin'] as const
const { opensAt, closesAt, burstFactor, burstFloor, burstUnknown, looksWithoutAction } = DEFAULT_LOOK_RULES
const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

export const accessReviewPage: RulebookPage = {
  file: 'access-review.md',
  title: '閲覧の見直し',
  intro: `担当でないケースは、${SHORTEST_REASON}文字以上の理由を書くと${LOOK_MINUTES}分だけ読めます。書き込み・検索はできません。主任と個人情報の保護責任者にすぐ知らせが届き、${REVIEW_BUSINESS_DAYS}営業日以内にほかの人が見直します。保護の印のあるケースは開けず、答えは「その番号のケースはない」ときと一字一句同じです。`,
  sections: [
    {
      heading: 'だれが',
      columns: ['役割', 'できること'],
      rows: roles.map((role) => [
        rolesByPlane.welfare[role],
        ACCESS_REVIEW_ACCESS[role].map((action) => actions[action]).join('・'),
      ]),
    },
    {
      heading: '見直しの結果',
      columns: ['いま', '次に選べるもの'],
      rows: [
        ['見直し待ち', NEXT_OUTCOMES.waiting.map((one) => REVIEW_OUTCOMES[one]).join('・')],
        ...reviewOutcomes.map((one) => [
          REVIEW_OUTCOMES[one],
          NEXT_OUTCOMES[one].map((next) => REVIEW_OUTCOMES[next]).join('・') || '終わり',
        ]),
      ],
    },
    {
      heading: 'ふだんと違う閲覧',
      intro: `操作の記録から週ごとに作ります。管理者が自分で行った操作が先に並びます。業務の時間は営業日の${clock(opensAt)}から${clock(closesAt)}（市区町村ごとに変えられます。当番のときを除きます）。急に多い閲覧は、一日に開いたケースがふだんの中央値の${burstFactor}倍をこえ、${burstFloor}件以上のとき（ふだんがわからない人は${burstUnknown}件をこえたとき）。自分の担当でも、${looksWithoutAction}回以上見て記録や操作がないときは並びます。`,
      columns: ['理由', '一覧に出る説明'],
      rows: unusualReasons.map((reason) => [
        UNUSUAL_REASONS[reason],
        sentencesOf({ viewer: '○○', looks: 12, usual: 3, deed: '○○', reasons: [reason] }).join(''),
      ]),
    },
  ],
}
