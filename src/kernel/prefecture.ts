/** Prefecture names in the order of their codes: 北海道 is 01, 沖縄県 47 (JIS X 0401). */
export const PREFECTURES: readonly string[] = [
  ...['北海道', '青森県', '岩手県', '宮城県', '秋田県', '山形県', '福島県', '茨城県', '栃木県', '群馬県'],
  ...['埼玉県', '千葉県', '東京都', '神奈川県', '新潟県', '富山県', '石川県', '福井県', '山梨県', '長野県'],
  ...['岐阜県', '静岡県', '愛知県', '三重県', '滋賀県', '京都府', '大阪府', '兵庫県', '奈良県', '和歌山県'],
  ...['鳥取県', '島根県', '岡山県', '広島県', '山口県', '徳島県', '香川県', '愛媛県', '高知県', '福岡県'],
  ...['佐賀県', '長崎県', '熊本県', '大分県', '宮崎県', '鹿児島県', '沖縄県'],
]

/** The name for a two-digit code, undefined for a code that is not in use. */
export function findPrefectureName(code: string): string | undefined {
  return /^\d{2}$/.test(code) ? PREFECTURES[Number(code) - 1] : undefined
}

/** The prefecture with which an address begins, undefined when it begins with something else. */
export function findPrefectureAtHead(address: string): string | undefined {
  const head = address.trimStart()
  return PREFECTURES.find((name) => head.startsWith(name))
}
