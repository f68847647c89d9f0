import { easy, type Run, type Sentence } from './furigana.ts'
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
  electricity: { text: '電気', reading: 'でんき' },
  gas: { text: 'ガス' },
  water: { text: '水道', reading: 'すいどう' },
} as const satisfies Record<LetterSupply, Run>

const TOPICS = [
  easy`お{金|かね}の こと`,
  easy`{仕事|しごと}の こと`,
  easy`{家|いえ}や {食|た}べものの こと`,
  easy`{病気|びょうき}や {体|からだ}の こと`,
  easy`{子|こ}どもや {家族|かぞく}の こと`,
  easy`{何|なに}を {話|はな}すか わからない ときも、{大丈夫|だいじょうぶ}です`,
]

const SECRET = easy`あなたが {話|はな}した ことは {秘密|ひみつ}です。{法律|ほうりつ}で {決|き}まって います。`
const CHOICE = easy`{相談|そうだん}するか、しないか、あなたが {決|き}めます。`

/** The words of a letter or leaflet in やさしい日本語: one thing in one sentence, readings over the kanji. */
export function wordingInEasyJapanese(input: WordingInput): Wording {
  const { window, municipalityName, sender } = input
  const supply: Run = SUPPLY[input.supply]
  const free: Sentence = isFreeCall(window.phone)
    ? easy`{相談|そうだん}も {電話|でんわ}も、お{金|かね}は いりません。`
    : easy`{相談|そうだん}の お{金|かね}は いりません。（{電話|でんわ}の お{金|かね}は かかります。）`
  const unchanged = easy`{相談|そうだん}しても、しなくても、お{金|かね}の {払|はら}いかたや、${supply}を {止|と}めるか どうかは、{変|か}わりません。`
  return {
    title: easy`{困|こま}った ことを {相談|そうだん}できる ところの お{知|し}らせ`,
    letterOpening: [
      easyOpeningOf(input.stage ?? 'general', supply),
      easy`${municipalityName}に、{困|こま}った ことを {相談|そうだん}できる ところが あります。 いっしょに {考|かんが}えます。`,
    ],
    leafletOpening: [
      easy`{生活|せいかつ}で {困|こま}って いる ことを、{相談|そうだん}できます。 いっしょに {考|かんが}えます。`,
    ],
    windowHeading: easy`{相談|そうだん}する ところ`,
    phoneLabel: easy`{電話|でんわ}`,
    windowRows: windowRows(window),
    topicsHeading: easy`{相談|そうだん}できる こと`,
    topics: TOPICS,
    promisesHeading: easy`{安心|あんしん}して {話|はな}せます`,
    letterPromises: [
      free,
      SECRET,
      CHOICE,
      unchanged,
      easy`この {手紙|てがみ}を {送|おく}った だけで、あなたの {名前|なまえ}は {相談|そうだん}する ところには {伝|つた}わりません。`,
    ],
    leafletPromises: [free, SECRET, CHOICE, unchanged],
    pageHeading: easy`スマートフォンで {見|み}る ことも できます`,
    pageUses: [
      easy`{電話|でんわ}を かける・{電話|でんわ}を もらう`,
      easy`「{伝|つた}えても いい」と {言|い}う・やめる`,
      easy`だれに {何|なに}が {伝|つた}わったかを {見|み}る`,
    ],
    pagePrivacy: easy`QRコードを カメラで {読|よ}むと、ページが {開|ひら}きます。 {見|み}た だけでは、だれにも {連絡|れんらく}は {行|い}きません。`,
    typedCodeLabel: easy`QRコードが {使|つか}えない とき`,
    qrAlternative: 'あなたのページを開くQRコード',
    senderHeading: easy`${supply}の お{金|かね}の {払|はら}いかたを {聞|き}く ところ`,
    letterNumberLabel: easy`この {手紙|てがみ}の {番号|ばんごう}`,
    referenceLabel: easy`お{客|きゃく}さま{番号|ばんごう}`,
    leafletNumberLabel: easy`この {紙|かみ}の {番号|ばんごう}`,
    keptNumberLabel: easy`{番号|ばんごう}（あなたの ページを {開|ひら}く ときに {使|つか}います）`,
    keptNumberLater: easy`{番号|ばんごう}（{電話|でんわ}で {聞|き}いたら、ここに {書|か}けます）`,
    leafletNumberNote: easy`{番号|ばんごう}だけでは、あなたの {名前|なまえ}は わかりません。`,
    leafletSender: easy`この {紙|かみ}は、${sender.companyName}が {渡|わた}して います。`,
  }
}

/** One sentence for each stage: what this letter came with, and that it is all right to be in trouble. */
function easyOpeningOf(stage: LetterStage, supply: Run): Sentence {
  switch (stage) {
    case 'general':
      return easy`${supply}の お{金|かね}の ことで、{困|こま}って いませんか。`
    case 'unpaid-notice':
      return easy`${supply}の お{金|かね}の お{知|し}らせと いっしょに {送|おく}ります。 {生活|せいかつ}で {困|こま}って いる ことは ありませんか。`
    case 'reminder':
      return easy`${supply}の お{金|かね}の {手紙|てがみ}と いっしょに {送|おく}ります。 {困|こま}る ときは、だれにでも あります。`
    case 'stop-notice':
      return easy`${supply}を {止|と}める お{知|し}らせと いっしょに {送|おく}ります。 {心配|しんぱい}な ときは、ひとりで {考|かんが}えなくて {大丈夫|だいじょうぶ}です。`
    case 'pledge':
      return easy`お{金|かね}の {払|はら}いかたを {話|はな}して くれて、ありがとう ございました。 また {困|こま}った ときも、{大丈夫|だいじょうぶ}です。`
    default: {
      const never: never = stage
      return never
    }
  }
}

function windowRows(window: LetterWindow): WindowRow[] {
  const rows: [Sentence, string | undefined][] = [
    [easy`{開|あ}いて いる {時間|じかん}`, window.hoursText],
    [easy`{閉|し}まって いる とき`, window.closedText],
    [
      easy`{場所|ばしょ}`,
      [window.postalCode === undefined ? '' : `〒${window.postalCode}`, window.address].join(' ').trim(),
    ],
    [easy`{担当|たんとう}`, window.sectionInCharge],
    [easy`ウェブ`, window.online],
  ]
  return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]))
}
