import { clockText, HOLD_GROUNDS, isAdjustable, RETENTION_CLASSES, retentionClasses } from '#retention/retention.ts'
import { listOf, type RulebookPage } from '../rulebook-page.ts'

const by = {
  officer: '市の主管部局が、件数を確かめてから消す',
  job: '毎晩、自動で消える',
  operator: '運用する人が消す',
  nobody: '消さない',
} as const

export const retentionPage: RulebookPage = {
  file: 'retention.md',
  title: '保存期間と消去',
  intro:
    '種類ごとに保存期間があり、市区町村は決められた範囲で変えられます。消去では記録と鍵が消え、符号・種類・日付・決めた人だけの印と、署名の付いた証明が残ります。件数の統計と台帳はお名前なしで残ります。消去と同意の取り消しは、データベースの外の控え（journal）にも書かれ、バックアップから戻したときは、人を入れる前にやり直されます。',
  sections: [
    {
      heading: '保存期間',
      columns: ['種類', '期間', '変えられる範囲', '数え始め', '消えるもの', '消し方'],
      rows: retentionClasses.map((name) => {
        const { title, days, least, most, from, goes } = RETENTION_CLASSES[name]
        const range = isAdjustable(name) ? `${least}日〜${most}日` : '－'
        return [title, clockText(days), range, from, goes, by[RETENTION_CLASSES[name].by]]
      }),
    },
    {
      heading: '消去を止める理由',
      intro: '1つのケースは、そのケースを見られる担当者が、種類の全体は主管部局が止められます。外すまで消えません。',
      ...listOf('理由', HOLD_GROUNDS),
    },
  ],
}
