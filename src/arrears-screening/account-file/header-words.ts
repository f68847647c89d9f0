import type { FileColumn } from './account-columns.ts'

/** Words that headings of company systems use, the telling ones first. Compared by `wordKey`, so width and case do not matter. */
export const HEADER_WORDS: readonly (readonly [FileColumn, readonly string[]])[] = [
  ['unpaidYenWhenGuided', ['前回案内時未納額', '案内時未納', '前回未納額', 'unpaid_yen_when_guided']],
  ['lastGuidedOn', ['最終案内日', '前回案内日', '案内日', '前回案内', 'last_guided_on']],
  [
    'contractId',
    [
      '契約番号',
      'お客様番号',
      'お客さま番号',
      '契約id',
      '需要家番号',
      '供給地点特定番号',
      '顧客番号',
      '使用者番号',
      '水栓番号',
      'contract_id',
    ],
  ],
  [
    'municipality',
    [
      '市区町村コード',
      '市町村コード',
      '自治体コード',
      '団体コード',
      '地方公共団体コード',
      '行政コード',
      'municipality',
    ],
  ],
  [
    'monthsInArrears',
    ['滞納月数', '未納月数', '未払月数', '延滞月数', '未収月数', '滞納回数', '未納回数', 'months_in_arrears'],
  ],
  [
    'unpaidYen',
    [
      '未納額',
      '滞納額',
      '未払額',
      '未収額',
      '未収金額',
      '未納金額',
      '滞納金額',
      '未払金額',
      '未納料金',
      '未収残高',
      'unpaid_yen',
    ],
  ],
  ['oldestDueOn', ['最古支払期日', '最古期日', '最古納期限', '支払期日', '納期限', '支払期限', 'oldest_due_on']],
  ['stopOn', ['停止予定日', '供給停止日', '停止日', '閉栓予定日', '給水停止予定日', '送電停止予定日', 'stop_on']],
  ['noticeStage', ['督促段階', '督促状況', '督促区分', '催告段階', '通知段階', '段階', 'notice_stage']],
  ['instalmentPlan', ['分割納付', '分割払', '分納', '分割', '分割状況', 'instalment_plan']],
  ['cannotPaySaid', ['支払困難申出', '支払困難', '払えない', 'cannot_pay_said']],
  ['deferralAsked', ['支払猶予', '猶予申出', '延伸申出', '猶予', 'deferral_asked']],
  ['elderlyAlone', ['高齢単身', '単身高齢', '独居高齢', 'elderly_alone']],
  ['infant', ['乳幼児', '乳児', 'infant']],
  ['medicalDevice', ['医療機器', '在宅医療', '人工呼吸', 'medical_device']],
  ['winterArea', ['寒冷地', '積雪', 'winter_area']],
  ['objection', ['案内不要', '案内拒否', '案内を望まない', '異議', 'objection']],
  ['inSupport', ['支援中', '支援受給', 'in_support']],
  ['customer', ['契約中', '現契約', '契約状態', '使用中', 'customer']],
  ['supply', ['供給区分', '供給種別', '供給の種類', 'エネルギー種別', 'サービス種別', '商品区分', '種別', 'supply']],
  ['postalCode', ['郵便番号', '〒', '郵便', 'postal_code']],
  ['personName', ['氏名', '契約者名', '使用者名', '名義', 'お名前', '契約名義', 'person_name']],
  ['address', ['住所', '供給場所', '使用場所', '需要場所', '送付先', 'address']],
  ['language', ['言語', 'language']],
  ['reference', ['控え番号', '整理番号', '受付番号', 'reference']],
]

/** Words of company systems for the codes of choice columns. */
export const CHOICE_WORDS: Readonly<Partial<Record<FileColumn, readonly (readonly [RegExp, string])[]>>> = {
  supply: [
    [/lp|プロパン/, 'lp-gas'],
    [/電気|電力|低圧|^e$/, 'electricity'],
    [/ガス|瓦斯|gas|^g$/, 'gas'],
    [/水道|給水|上水|^w$/, 'water'],
  ],
  noticeStage: [
    [/停止中|停止済|閉栓済|送電停止$/, 'stopped'],
    [/停止|予告|閉栓|最終/, 'stop-notice'],
    [/督促|催告|催促/, 'reminder'],
    [/未払|未納|振替不能|お知らせ|通知/, 'unpaid-notice'],
    [/なし|^0$|前$|該当なし/, 'none'],
  ],
  instalmentPlan: [
    [/不履行|取消|破棄|中断|停止|止ま|遅延/, 'broken'],
    [/履行|継続|誓約|中$|あり|有/, 'kept'],
    [/なし|無|^0$/, 'none'],
  ],
}
