import { HIDDEN_FROM_OTHERS, REPORT_MARKS, reportMarks } from '#referral/report-protection.ts'
import { ATTACKERS, PROTECTED_PATHS, type ProtectedPath } from '#support-case/protected-paths.ts'
import type { RulebookPage } from '../rulebook-page.ts'

const paths: readonly (readonly [string, ProtectedPath])[] = Object.entries(PROTECTED_PATHS)

export const protectedPage: RulebookPage = {
  file: 'protected.md',
  title: '保護の印（居場所を知られると危ない方）',
  intro:
    '住所・電話番号・学校・職場は、担当の人とチームの外へ、どの道からも出ません。あることも見えません。下の表は、出てしまう道を1つずつ挙げ、何で防ぎ、どの試験で確かめているかを示します。',
  sections: [
    {
      heading: '道と守り',
      columns: ['道', '漏れうること', 'だれに', '守り', '試験'],
      rows: paths.map(([name, { path, leak, attackers, guard, proof, test }]) => [
        path,
        leak,
        attackers.map((one) => ATTACKERS[one]).join('、'),
        guard,
        `\`${proof}\`「${test ?? name}」`,
      ]),
    },
    {
      heading: '通報の印',
      intro: HIDDEN_FROM_OTHERS,
      columns: ['符号', '担当に見えることば'],
      rows: reportMarks.map((mark) => [`\`${mark}\``, REPORT_MARKS[mark]]),
    },
    {
      heading: '人が守ること',
      intro: 'プログラムでは守れないことです。',
      columns: ['場面', 'すること'],
      rows: [
        ['契約者からの電話', '印のある連絡のことは、あるともないとも言わない。知らない人への答えと同じに答える。'],
        ['手紙と不在票', '置かない。ご本人が望んだ方法と時間だけを使う。'],
        ['担当が休む日', '次の担当を先に加える。だれもいない印つきの通報は、期限のあとに主任へ届く。'],
        ['担当が加害者を知っているとき', 'すぐに担当を外れる。印のあるケースは、担当のほかのだれにも見えない。'],
        ['印刷', '画面の印刷には住所と連絡先が出ない。手で書き写したものは、担当が持ち、担当が捨てる。'],
      ],
    },
  ],
}
