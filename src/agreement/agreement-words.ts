import { DATA_CATEGORIES, type DataCategory, FEEDBACK_LEVELS } from '#consent/consent.ts'
import type { AgreementCommand } from './agreement.ts'
import type { AgreementView } from './agreement-contract.ts'

export { DATA_CATEGORIES, dataCategories, FEEDBACK_LEVELS, feedbackLevels } from '#consent/consent.ts'

/** Without an agreement in force (sec.agreement_terms): these categories, and feedback of the receipt alone. */
const withoutAgreement: readonly DataCategory[] = ['identity', 'contact', 'supply', 'observation']

/** 「お名前、ご住所と電話番号」 */
export function categoriesText(categories: readonly DataCategory[]): string {
  return categories.map((category) => DATA_CATEGORIES[category]).join('、')
}

/** The other side's names: everybody but the municipality itself. */
export function othersText({ parties }: Pick<AgreementView, 'parties'>, own: string | undefined): string {
  const others = parties.filter(({ organizationId }) => organizationId !== own)
  return others.length === 0 ? '相手はまだ決まっていません' : others.map(({ name }) => name).join('、')
}

/** What is missing before everybody can be said to have agreed; undefined when nothing is. */
export function missingForAgreeing({ parties }: Pick<AgreementView, 'parties'>): string | undefined {
  if (parties.length < 2) return 'あと、相手の会社を加えると進めます。'
  const waiting = parties.filter(({ agreedOn }) => agreedOn === null)
  if (waiting.length === 0) return undefined
  return `あと、${waiting.map(({ name }) => name).join('・')}の合意した日を入れると進めます。`
}

export const COMMAND_WORDS = {
  agree: { button: '全員の合意を記録する', done: '全員の合意を記録しました' },
  start: { button: '協定を有効にする', done: '協定を有効にしました' },
  supersede: { button: '新しい版への交代を記録する', done: '新しい版への交代を記録しました' },
  end: { button: '協定を終わらせる', done: '協定を終わらせました' },
} as const satisfies Record<AgreementCommand, { button: string; done: string }>

const afterwards = `会社からの連絡は、そのあとも止まりません。ただし、ほかに有効な協定がなければ、会社が渡せるのは「${categoriesText(withoutAgreement)}」だけになり、会社に戻る知らせは「${FEEDBACK_LEVELS.received}」になります。`

/** What a command brings about, in plain sentences, before it is given. */
export function consequencesOf(agreement: AgreementView, command: AgreementCommand): readonly string[] {
  switch (command) {
    case 'agree':
      return [
        'この案は、ご案内の条件も含めて、これ以上書き直せなくなります。',
        'まだ効力はありません。「協定を有効にする」を押すまで、いまの決まりのまま変わりません。',
      ]
    case 'start':
      return [
        `当事者の会社は、始まる日から「${categoriesText(agreement.categories)}」を連絡に含められるようになります。ご本人の同意は、これまでどおり要ります。`,
        `会社に戻る知らせは「${FEEDBACK_LEVELS[agreement.feedbackCeiling]}」です。`,
        agreement.replaces === null
          ? '同じ会社との古い協定が有効なときは、このあと「新しい版への交代」も記録しましょう。'
          : '前の版は、始まる日から効力を失い、記録として残ります。始まる日が先のときは、その日に「新しい版への交代」も記録しましょう。',
      ]
    case 'supersede':
      return ['この版は効力を失い、記録として残ります。', afterwards, '元には戻せません。']
    case 'end':
      return agreement.state === 'in-force'
        ? [
            'この協定は今日で効力を失い、記録として残ります。',
            afterwards,
            'すでに渡した情報の扱いは変わりません。',
            '元には戻せません。',
          ]
        : [
            'この案は使われないまま終わり、記録として残ります。',
            'いま有効な決まりは変わりません。',
            '元には戻せません。',
          ]
    default: {
      const never: never = command
      return never
    }
  }
}

/** What happens next after a command. */
export function nextAfter(agreement: AgreementView, command: AgreementCommand): string {
  switch (command) {
    case 'agree':
      return '始まる日が来たら「協定を有効にする」を押すと、効力が生まれます。'
    case 'start':
      return '当事者の会社の画面にも、いま有効な協定として表示されます。'
    case 'supersede':
    case 'end':
      return `「${agreement.title}」は、記録として一覧に残ります。`
    default: {
      const never: never = command
      return never
    }
  }
}
