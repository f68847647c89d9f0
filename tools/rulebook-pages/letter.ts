import { LARGEST_BATCH, LISTED_REASONS, type ListedReason } from '#letter/bulk/bulk-letters.ts'
import { LARGEST_LEAFLET_BATCH } from '#letter/leaflet-number.ts'
import { LETTER_STAGE_NAMES, LETTER_STAGES, type LetterStage, WORDING_VERSION } from '#letter/letter.ts'
import { SMALLEST_TOLD } from '#letter/small-cells.ts'
import { HANDOUT_CHANNELS } from '#letter/stock/handout-contract.ts'
import { MOVE_KINDS, moveKinds, PLACE_KINDS } from '#letter/stock/stock-contract.ts'
import type { RulebookPage, RulebookSection } from '../rulebook-page.ts'

const GOES_WITH = {
  general: '何かに添えず、単独でお届けします。お知らせの前の方、すでに止まっている方にも、この文面です',
  'unpaid-notice': '未払いのお知らせに添えます',
  reminder: '督促に添えます',
  'stop-notice': '停止の予告に添えます',
  pledge: '支払いの約束（支払誓約）に添えます。名簿からは分からないため、人が指定したときだけです',
} as const satisfies Record<LetterStage, string>

/** What happens with a person on a list, and what a human does about it. */
const WORKED = {
  choose: ['作りません', '候補から窓口を選び、その方だけを作ります'],
  none: ['作りません', '近い窓口を確かめ、窓口の登録を市区町村に頼みます'],
  contradiction: ['作りません', '郵便番号・住所・市区町村コードのどれが正しいかを確かめます'],
  'not-connected': ['作りません', '窓口の市区町村に、電話番号と、ともしびにつながる予定を尋ねます'],
  stale: ['別のファイルに作ります', '窓口に電話で確かめてから送ります'],
  unprintable: ['作りません', '名簿の書き方をかななどに直します'],
  'address-unreadable': ['作りません', 'お名前とご住所を名簿で確かめます'],
  'same-person': ['1通にまとめます', '何もしません。いちばん進んだ段階のご契約で作ってあります'],
  'same-contract': ['はじめの行で作ります', '名簿の重複を確かめます'],
  'not-asked': ['作りません', '何もしません。窓口を選んだ一覧にない方です'],
} as const satisfies Record<ListedReason, readonly [string, string]>

const CHANGES = {
  received: '増えます。費用を記録します',
  handed: '元の場所から減り、渡した先が増えます。送料を記録します',
  used: '減ります',
  spoiled: '減ります',
  counted: '数えた枚数になります。その日までに番号でお渡しした分は、数えた枚数に含まれます',
} as const satisfies Record<(typeof moveKinds)[number], string>

const TAKEN_FROM = {
  store: 'どの委託先の方でもない方が、連絡といっしょにお渡しした分',
  branch: '番号では引かれません。「お渡しした」を枚数で記録します',
  contractor: '結んだ委託先の方が、連絡といっしょにお渡しした分',
} as const satisfies Record<keyof typeof PLACE_KINDS, string>

const variants: readonly RulebookSection[] = [
  {
    heading: '段階と文面',
    intro: `段階ごとに書き出しが変わり、どれも日本語とやさしい日本語があります。どの段階も、金額も「払ってください」も書きません。いまの文面の版は ${WORDING_VERSION} です。`,
    columns: ['符号', '段階', 'いつ'],
    rows: LETTER_STAGES.map((stage) => [`\`${stage}\``, LETTER_STAGE_NAMES[stage], GOES_WITH[stage]]),
  },
  {
    heading: 'ことば',
    columns: ['名簿の言語', '文面'],
    rows: [
      ['空、`ja`、`jpn`', '日本語'],
      ['`ja-easy`', 'やさしい日本語'],
      ['そのほか', 'やさしい日本語'],
    ],
  },
  {
    heading: '控え番号',
    intro: 'ご本人のページを開く6けたの番号です。何も開かない番号は、印刷しません。',
    columns: ['お手紙', '控え番号'],
    rows: [
      ['自分が見られる連絡についての1通', '印刷します'],
      [
        '連絡に結びつかない1通、命の危険の連絡についての1通',
        '空の枠を印刷します。あとで連絡に書いたとき、その番号が使えるようになります',
      ],
      ['まとめて作るお手紙', '空の枠を印刷します'],
    ],
  },
]

const bulk: readonly RulebookSection[] = [
  {
    heading: '作らない・別にする理由',
    intro: `名簿のどの行も、お手紙1通か、一覧の1行になります（確かめてから送る方は、その両方です）。窓口を機械が推し量ることはありません。1つのファイルは${LARGEST_BATCH.toLocaleString('ja-JP')}通までです。`,
    columns: ['符号', '理由', 'お手紙', '人がすること'],
    rows: Object.entries(WORKED).map(([reason, cells]) => [
      `\`${reason}\``,
      Object.entries(LISTED_REASONS).find(([one]) => one === reason)?.[1] ?? '',
      ...cells,
    ]),
  },
  {
    heading: 'QRコードが開くもの',
    columns: ['いつ', '開くもの'],
    rows: [
      [
        '登録の前',
        '「ご相談は、いまお電話で始められます」というページ。つながっている窓口の電話番号が並びます（6つまで。それより多いときは、お手紙の電話番号を案内します）',
      ],
      ['登録の後', 'そのお手紙の窓口のページ'],
      ['番号の形が違うとき', '番号を確かめていただくページと、窓口の電話番号'],
    ],
  },
]

const stock: readonly RulebookSection[] = [
  {
    heading: 'ちらしの動き',
    intro: `番号つきのちらしは一度に${LARGEST_LEAFLET_BATCH.toLocaleString('ja-JP')}枚まで作れます。最初と最後の番号を残すときは、番号の数と枚数が同じでなければ記録できません。残りより多くは渡せません。`,
    columns: ['動き', '残り'],
    rows: moveKinds.map((kind) => [MOVE_KINDS[kind], CHANGES[kind]]),
  },
  {
    heading: 'ちらしの場所',
    columns: ['場所', '番号で引かれるもの'],
    rows: (['store', 'branch', 'contractor'] as const).map((kind) => [PLACE_KINDS[kind], TAKEN_FROM[kind]]),
  },
  {
    heading: '在庫のお知らせ',
    columns: ['残り', 'お知らせ'],
    rows: [
      ['注文の目安以上', 'ありません'],
      ['目安を下回った', '連絡担当に一度だけ。動きでも、連絡といっしょのお渡しでも同じです'],
      ['下回ったまま', 'ありません。目安に戻ってからまた下回ると、もう一度届きます'],
      ['新しい場所', 'ありません。はじめに目安まで届いてから数えます'],
    ],
  },
]

const ledger: RulebookSection = {
  heading: '案内の台帳',
  intro: `月・市区町村・段階・渡し方（${Object.values(HANDOUT_CHANNELS).join('、')}）・ことば・文面の版ごとの件数です。お名前は残りません。`,
  columns: ['数', 'だれの記録か', '会社の画面', '社外へ出すファイル'],
  rows: [
    ['お渡し', '会社', 'そのまま', `${SMALLEST_TOLD}以上のとき`],
    ['自社の連絡につながった', '会社', 'そのまま', `つながった方も、つながらなかった方も${SMALLEST_TOLD}人以上のとき`],
    [
      'ご本人がページを開いた、連絡を頼んだ',
      'ご本人と相談窓口',
      '数えません（何人かでも、会社にもだれにも伝えません）',
      '載りません',
    ],
  ],
}

export const letterPage: RulebookPage = {
  file: 'letter.md',
  title: '案内のお手紙とちらし',
  intro: 'お手紙とちらしの文面、お手紙を作らない理由、在庫と台帳のきまりです。',
  sections: [...variants, ...bulk, ...stock, ledger],
}
