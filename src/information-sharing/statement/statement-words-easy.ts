import type { StatementWords } from './statement-words.ts'

/** The same in やさしい日本語: short sentences, phrases set apart, readings as 電気(でんき). */
export const easyStatementWords: StatementWords = {
  title: 'あなたのことを だれに 話(はな)したか',
  lead: (askedOn, agency, town) => [
    `あなたが ${askedOn}に「見(み)たいです」と 言(い)ったので、${town}と ${agency}が 作(つく)りました。`,
    'あなたのことを だれに 話(はな)したか、だれが 見(み)たか、ぜんぶ 書(か)いてあります。',
  ],
  toldHeading: 'だれに 何(なに)を 話(はな)したか',
  toldLead: '古(ふる)い ものから 書(か)いてあります。',
  toldNothing: 'まだ だれにも 話(はな)していません。',
  recallHeading: 'あなたが やめた あとのこと',
  recallLead: 'もう 画面(がめん)では 見(み)ることが できません。紙(かみ)や メモを どうしたか、聞(き)いています。',
  recallAnswered: (on) => `${on}に 答(こた)えが ありました。`,
  recallWaiting: (dueOn) =>
    dueOn === undefined ? '聞(き)いています。' : `${dueOn}までに 答(こた)えるように 言(い)いました。`,
  things: {
    'paper-copies': '紙(かみ)の コピー',
    'own-notes': '聞(き)いて 書(か)いた メモ',
    'saved-files': 'パソコンの ファイル',
  },
  outcomes: {
    'none-held': 'ありません',
    deleted: '消(け)しました',
    returned: '返(かえ)しました',
    kept: '法律(ほうりつ)や 決(き)まりのため 残(のこ)します',
  },
  keptBecause: (ground) => `残(のこ)す 理由(りゆう)：${ground}`,
  lookHeading: 'だれが 見(み)たか',
  lookLead:
    'どこの だれが（係(かかり)）、いつ、どうして 見(み)たかです。名前(なまえ)を 知(し)りたいときは、市(し)や 町(まち)の 役所(やくしょ)に「開示請求(かいじせいきゅう)を したいです」と 言(い)ってください。会社(かいしゃ)の 中(なか)で だれが 見(み)たかは、会社(かいしゃ)に 聞(き)いてください。',
  lookLeadFormal:
    '役所(やくしょ)と 窓口(まどぐち)の 人(ひと)の 名前(なまえ)も 書(か)いてあります。会社(かいしゃ)の 中(なか)で だれが 見(み)たかは、会社(かいしゃ)に 聞(き)いてください。',
  lookColumns: ['いつ', 'どこの 係(かかり)', 'どうして'],
  lookNothing: 'まだ だれも 見(み)ていません。',
  lookOther: '仕事(しごと)で 見(み)ました',
  nobody: 'あなたの ページ（紙(かみ)の 番号(ばんごう)で 開(ひら)きました）',
  timesMore: (times) => `から、その日(ひ)に ${times}回(かい)`,
  looks: {
    'case.read': 'あなたを 手伝(てつだ)うために 見(み)ました',
    'case.listed': '名前(なまえ)の リストを 開(ひら)きました',
    'case.searched': '記録(きろく)を さがしました',
    'referral.read': '会社(かいしゃ)からの 連絡(れんらく)を 読(よ)みました',
    'referral.listed': '連絡(れんらく)の リストを 開(ひら)きました',
    'referral.candidates-read': '同(おな)じ 家(いえ)の 連絡(れんらく)か 見(み)ました',
    'report.read': '会社(かいしゃ)が 自分(じぶん)の 記録(きろく)を 見(み)ました',
    'report.listed': '会社(かいしゃ)が 自分(じぶん)の リストを 開(ひら)きました',
    'own-page.read': 'ページを 開(ひら)きました',
    'statement-request.listed': 'この 手紙(てがみ)を 作(つく)るために 見(み)ました',
  },
  stayHeading: '残(のこ)る 記録(きろく)と その 理由(りゆう)',
  stayLead:
    'あなたが「やめます」と 言(い)っても、これは 残(のこ)ります。ほかのことには 使(つか)いません。お金(かね)の 払(はら)い方(かた)や、電気(でんき)・ガスを 止(と)めるか どうかは、変(か)わりません。',
  stays: [
    {
      what: '会社(かいしゃ)の 記録(きろく)',
      because: '会社(かいしゃ)が 自分(じぶん)で 書(か)きました。会社(かいしゃ)に 残(のこ)ります。',
    },
    {
      what: '話(はな)したこと・聞(き)いたことの 記録(きろく)',
      because: '法律(ほうりつ)で 残(のこ)します。だいたい 3年(ねん)です。',
      ground: 'record-of-provision',
    },
    {
      what: '相談(そうだん)の 記録(きろく)',
      because: '相談(そうだん)を 始(はじ)めたときは、窓口(まどぐち)に 残(のこ)ります。',
      ground: 'case-record',
    },
    {
      what: '命(いのち)が 危(あぶ)なくて 話(はな)したこと',
      because: 'あなたの「いいです」で 話(はな)したことでは ありません。だから 残(のこ)ります。',
      ground: 'life-danger-record',
    },
    {
      what: 'だれに 話(はな)して、だれが 見(み)たかの 記録(きろく)',
      because: 'あとで 調(しら)べるために 残(のこ)します。だれも 変(か)えることが できません。',
    },
  ],
  provision: (text) => `法律(ほうりつ)：${text}`,
  complaintHeading: '困(こま)ったとき・おかしいと 思(おも)ったとき',
  complaintLead: '電話(でんわ)できます。電話(でんわ)しても、あなたに 悪(わる)いことは ありません。',
  complaintColumns: ['どこ', '名前(なまえ)', '電話(でんわ)'],
  complaintKinds: {
    company: '会社(かいしゃ)',
    municipality: '市(し)や 町(まち)の 役所(やくしょ)',
    commission: '国(くに)の 役所(やくしょ)',
  },
  phoneUnknown: '電話番号(でんわばんごう)は 窓口(まどぐち)で 聞(き)いてください',
  issuedBy: '作(つく)った ところ',
  page: 'ページ',
}
