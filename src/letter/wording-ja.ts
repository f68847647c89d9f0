import { plain, type Sentence } from './furigana.ts'
import {
  isFreeCall,
  type LetterStage,
  type LetterSupply,
  type LetterWindow,
  type WindowRow,
  type Wording,
  type WordingInput,
} from './letter.ts'

const SUPPLY = {
  electricity: { name: '電気', bill: '電気料金', stop: '電気の供給停止' },
  gas: { name: 'ガス', bill: 'ガス料金', stop: 'ガスの供給停止' },
  water: { name: '水道', bill: '水道料金', stop: '給水停止' },
} as const satisfies Record<LetterSupply, Readonly<Record<'name' | 'bill' | 'stop', string>>>

const TOPICS = [
  '料金、家賃、税金などのお支払い',
  '家計のやりくり、借りているお金',
  '仕事探し、働くうえでの心配',
  '住まい、食べもの',
  '病気、介護、子育て、家族のこと',
  '何から話せばよいかわからないとき',
] as const

/** The words of a letter or leaflet in Japanese: what is offered, never what to do. */
export function wordingInJapanese(input: WordingInput): Wording {
  const { window, municipalityName, sender, stage = 'general' } = input
  const supply = SUPPLY[input.supply]
  const free = isFreeCall(window.phone) ? '相談も電話も無料です。' : '相談は無料です（通話料はかかります）。'
  const secret = '窓口の職員には、法律で秘密を守る義務があります。'
  const choice = '相談するかどうか、いつ相談するかは、自由に決められます。'
  const unchanged = `相談しても、しなくても、お支払いや${supply.stop}の扱いは変わりません。`
  return {
    title: plain('暮らしの相談窓口のご案内'),
    letterOpening: openingOf({ stage, municipalityName, companyName: sender.companyName, supply }),
    leafletOpening: [
      plain('お金のこと、仕事のこと、住まいのこと。暮らしの心配ごとを、いっしょに考える窓口があります。'),
    ],
    windowHeading: plain('ご相談の窓口'),
    phoneLabel: plain('電話'),
    windowRows: windowRows(window),
    topicsHeading: plain('こんなことを話せます'),
    topics: TOPICS.map((topic) => plain(topic)),
    promisesHeading: plain('安心してお話しいただくために'),
    letterPromises: [
      plain(free),
      plain(secret),
      plain(`${choice}ご家族からのご相談もできます。`),
      plain(unchanged),
      plain('このお手紙をお届けしただけで、お名前やお支払いのことが窓口に伝わることはありません。'),
    ],
    leafletPromises: [plain(free), plain(secret), plain(choice), plain(unchanged)],
    pageHeading: plain('スマートフォンでもご覧いただけます'),
    pageUses: [
      plain('窓口に電話する、窓口からの連絡を頼む'),
      plain('市の相談窓口への連絡に同意する、取り消す'),
      plain('だれに何が伝わったかを見る'),
    ],
    pagePrivacy: plain('QRコードをカメラで読み取ると開きます。開いただけで、だれかに連絡が行くことはありません。'),
    typedCodeLabel: plain('QRコードが使えないときは、このアドレスからも開けます'),
    qrAlternative: 'あなたのページを開くQRコード',
    senderHeading: plain(`${supply.bill}のお支払い方法や期限についてのお問い合わせ`),
    letterNumberLabel: plain('お手紙の番号'),
    referenceLabel: plain('お客さま番号'),
    leafletNumberLabel: plain('ちらしの番号'),
    keptNumberLabel: plain('控え番号（あなたのページを開くときに使います）'),
    keptNumberLater: plain('控え番号（お電話でお伝えしたときに書き留める欄です）'),
    leafletNumberNote: plain('番号だけでお名前がわかることはありません。'),
    leafletSender: plain(`このちらしは${sender.companyName}がお渡ししています。`),
  }
}

type Opening = Readonly<{
  stage: LetterStage
  municipalityName: string
  companyName: string
  supply: (typeof SUPPLY)[LetterSupply]
}>

/** Each stage is met in its own words: none says what is owed, none says what to do. */
function openingOf({ stage, municipalityName, companyName, supply }: Opening): readonly Sentence[] {
  const thanks = `いつも${companyName}をご利用いただき、ありがとうございます。`
  const window = `${municipalityName}には、お金のこと、仕事のこと、住まいのことなど、暮らしの心配ごとをいっしょに考える相談窓口があります。`
  switch (stage) {
    case 'general':
      return [
        plain(thanks),
        plain(`${supply.bill}のお支払いのことで、ご心配はありませんか。${window}お電話一本から、ご相談いただけます。`),
      ]
    case 'unpaid-notice':
      return [
        plain(
          `${thanks}お支払いのお知らせに、このご案内を添えました。お忙しさに紛れてのことでしたら、どうぞお気になさらずに。`,
        ),
        plain(`もし、暮らしのことで気がかりがおありでしたら、${window}早いうちのご相談も、歓迎しています。`),
      ]
    case 'reminder':
      return [
        plain(`${thanks}あらためてのお知らせに、このご案内を添えました。思うようにいかない月は、だれにでもあります。`),
        plain(
          `${window}ご事情をうかがい、これからのことを順番に、いっしょに考えます。お電話一本から、ご相談いただけます。`,
        ),
      ]
    case 'stop-notice':
      return [
        plain(
          `${supply.stop}についてのお知らせといっしょに、このご案内をお届けしています。ご不安なこともあると思います。おひとりで抱えなくて大丈夫です。`,
        ),
        plain(`${window}お知らせの日より前でも後でも、お話をうかがいます。今日のお電話も、歓迎しています。`),
      ]
    case 'pledge':
      return [
        plain(
          `お支払いについてお話しくださり、ありがとうございました。続けていくあいだには、思いがけないこともあります。`,
        ),
        plain(`そのようなときのために、${window}家計のやりくりのことも、お支払いの続け方のことも、気軽に話せます。`),
      ]
    default: {
      const never: never = stage
      return never
    }
  }
}

function windowRows(window: LetterWindow): WindowRow[] {
  const rows: [string, string | undefined][] = [
    ['受付時間', window.hoursText],
    ['時間外', window.closedText],
    ['場所', [window.postalCode === undefined ? '' : `〒${window.postalCode}`, window.address].join(' ').trim()],
    ['担当', window.sectionInCharge],
    ['ウェブ', window.online],
  ]
  return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label: plain(label), value }]))
}
