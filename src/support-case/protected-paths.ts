/**
 * Every way by which the whereabouts of a protected person could leave the team: what could leak, to whom, what keeps it in,
 * and the statement of right that proves it. Printed into docs/rulebook/protected.md; a test holds every row to its proof.
 */
export const ATTACKERS = {
  colleague: '担当でない職員（主任・主管部局・管理者を含む）',
  company: '会社の職員（加害者の知り合いのこともある）',
  holder: '契約者（加害者が手紙と控え番号を持つ）',
  representative: '代理人を名乗る人',
  statistics: '統計を読む人',
  clock: '時間を計る人',
} as const
export type Attacker = keyof typeof ATTACKERS

export type ProtectedPath = {
  readonly path: string
  readonly leak: string
  readonly attackers: readonly Attacker[]
  readonly guard: string
  /** File of the proof, where it stands under the name of the row, or under `test` where another part of the house proves it. */
  readonly proof: string
  readonly test?: string
}

const inAgency = 'src/apps/protected-agency.db.test.ts'
const around = 'src/apps/protected-around.db.test.ts'
const inCompany = 'src/apps/protected-company.db.test.ts'
const inTime = 'src/apps/protected-timing.db.test.ts'
const statements = 'src/information-sharing/statement/statement.db.test.ts'

export const PROTECTED_PATHS = {
  address: {
    path: 'ケースや通報の番地（URL・API）を直接開く',
    leak: 'ケースがあること、名前・住所・電話番号',
    attackers: ['colleague'],
    guard: 'ない番地と1字も違わない答え。データベースの行の決まりが、担当の人とチームだけに見せる',
    proof: inAgency,
  },
  inbox: {
    path: '届いた通報の一覧・件数（あとから届いた通報も）',
    leak: '新しい住所や電話番号の書かれた次の通報',
    attackers: ['colleague'],
    guard: '名前・住所・電話番号の鍵つきの印が同じ通報は、届いたときから担当だけに見える。件数にも入らない',
    proof: inAgency,
  },
  earlier: {
    path: '印を付ける前に届いていた通報・写し・知らせ・下書き',
    leak: '同僚の一覧や下書きに残った住所',
    attackers: ['colleague'],
    guard: '印を付けたときに、ほかの人の知らせと下書きを消し、前の通報も担当だけに見せる',
    proof: inAgency,
  },
  search: {
    path: 'ケースの検索（名前・電話番号・住所）',
    leak: '当たること・件数',
    attackers: ['colleague'],
    guard: '探す鍵そのものが担当だけに見える。当たらない語と同じ答え',
    proof: inAgency,
  },
  linkage: {
    path: '「同じ世帯かもしれません」の候補と数',
    leak: '同じ住所・電話番号のケースがあること',
    attackers: ['colleague'],
    guard: '保護されたケースと通報は候補にも数にも出ない',
    proof: inAgency,
  },
  news: {
    path: '知らせ・メール・期限の督促',
    leak: 'だれの件か、あることそのもの',
    attackers: ['colleague'],
    guard: '担当だけに届く。読まれないまま期限を過ぎたときだけ主任にも届く（通報は失われない）',
    proof: inAgency,
  },
  intake: {
    path: '受け付けたばかりの通報',
    leak: '印を付けるまでに同僚が開くこと',
    attackers: ['colleague'],
    guard: 'ひと押しで印が付き、押した人だけのものになる。ケースに入れると印も移る',
    proof: inAgency,
  },
  unmark: {
    path: '印を外すこと',
    leak: '1人の判断や間違いで見えるようになること',
    attackers: ['colleague'],
    guard: '担当に加わった主任が、理由を書いたときだけ。データベースも同じことを尋ねる',
    proof: inAgency,
  },
  likeness: {
    path: '別の世帯を取り違えて隠すこと',
    leak: '隠された通報を、だれも読まないこと',
    attackers: ['colleague'],
    guard: '担当が「別の世帯でした」で戻せる。人が付けた印は、これでは外れない',
    proof: inAgency,
  },
  danger: {
    path: '命の危険の連絡',
    leak: '住所（助けに行くために要る）',
    attackers: ['colleague'],
    guard: '隠さない。その場で助けられる人すべてに届く。見たことは記録に残る',
    proof: inAgency,
  },
  safeContact: {
    path: '安全に連絡できる時間・番号・場所',
    leak: 'ご本人に届く連絡先',
    attackers: ['colleague'],
    guard: '印のないケースでも担当だけに見える。手紙を使わない希望は、手紙の記録と計画を止める',
    proof: around,
  },
  look: {
    path: '理由を書いて開く60分の閲覧',
    leak: '番号を言い当てて開くこと',
    attackers: ['colleague'],
    guard: '保護されたケースは開かない。ない番号と同じ答え',
    proof: around,
  },
  administration: {
    path: '管理者・データベースの直接の読み書き',
    leak: '鍵の数、チームに自分を加えること',
    attackers: ['colleague'],
    guard: '本人の鍵は担当だけに見える。チームや担当の表に書ける役割がない',
    proof: around,
  },
  statistics: {
    path: '月の数字・担当ごとの件数・協定の件数',
    leak: '印の有無で数が変わること',
    attackers: ['statistics', 'colleague'],
    guard: '印を付けても月の数字は変わらない。担当ごとの件数は保護されたケースを数えない。10未満は出さない',
    proof: around,
  },
  ledger: {
    path: '情報共有の台帳とCSV、操作の記録',
    leak: '名前・住所、印の理由',
    attackers: ['colleague', 'statistics'],
    guard: '台帳は組織と項目だけ。印を付けても行は変わらない。記録は符号だけで、本人は読めない印で示す',
    proof: around,
  },
  receipt: {
    path: '会社への受領（受領番号・窓口・署名）',
    leak: '知られている人か、保護された人かで答えが違うこと',
    attackers: ['company'],
    guard: '同じ形・同じ言葉・同じ道すじ。印は受け取ったあとに見る',
    proof: inCompany,
  },
  state: {
    path: '会社に返る言葉',
    leak: '「連絡がとれた」「支援につながった」',
    attackers: ['company', 'holder'],
    guard: '保護された人は、必ず「受け取った」と「終わった」まで。データベースが上の言葉を受け取らない',
    proof: inCompany,
  },
  flag: {
    path: '会社の印「知られると危ない人がいる」',
    leak: 'ほかの会社や同僚に、印そのものが伝わること',
    attackers: ['company', 'colleague'],
    guard: '自社と、通報を受けた担当だけが見る。届いたときから担当だけの通報になり、引き継いでも印が付いていく',
    proof: inCompany,
  },
  ownPage: {
    path: 'ご本人のページ（手紙のQRコードと控え番号）',
    leak: '同意したこと、だれに伝わったか、いつ会ったか、同意の取り消し',
    attackers: ['holder', 'representative'],
    guard:
      '控え番号が合わなくなる（番号を出し直したときと同じ）。開いていたページも閉じる。あとから番号を出しても合わない',
    proof: inCompany,
  },
  letter: {
    path: '会社の手紙・ちらし',
    leak: '契約者の家に届く紙から、相談したことが知られること',
    attackers: ['holder'],
    guard:
      '印のある連絡には手紙を作らない。窓口だけが印を付けた人には、会社に悟られないよう同じに見え、番号だけが合わない',
    proof: inCompany,
  },
  recall: {
    path: '取り消しのあとの片付けの依頼',
    leak: '保護された通報があること',
    attackers: ['colleague', 'company'],
    guard: '窓口では担当だけに出る。会社が知るのは「済んだか」だけで、印の有無で変わらない',
    proof: inCompany,
  },
  request: {
    path: 'ご本人の「連絡をもらう」の申し出',
    leak: '安全な電話番号と、連絡がほしいこと',
    attackers: ['colleague', 'holder'],
    guard:
      '保護された世帯の申し出と、「知られると困る」と書かれた申し出は、担当だけに届く。ページの答えは、だれにも同じ',
    proof: around,
  },
  judgement: {
    path: '判断の記録（同意のない情報提供）と、その知らせ',
    leak: '記録に書かれた事実、決める人への知らせ',
    attackers: ['colleague'],
    guard: '印のある通報の記録は、担当だけが書き、読み、決める。主管部局と、担当でない主任は決める人に入らない',
    proof: around,
  },
  agenda: {
    path: '支援会議の議題・資料・書き留め',
    leak: '議題の番号、呼ばれた人に渡る住所や学校・職場',
    attackers: ['colleague', 'company'],
    guard: '議題のケース番号は担当だけに見える。資料には担当のほかに、住まい・学校・職場のわかる項目も言葉も入らない',
    proof: 'src/support-conference/support-conference.test.ts',
    test: 'of a protected person nothing passes to anybody outside the team that says where they are',
  },
  packs: {
    path: '印を付ける前に渡した会議の資料',
    leak: '開いたままの資料に残った住所',
    attackers: ['colleague', 'company'],
    guard: '印を付けた瞬間に、担当のほかの人の資料は閉じ、鍵も消える',
    proof: 'src/support-conference/decisions.db.test.ts',
    test: 'who becomes protected closes in the same moment what lies open with others',
  },
  representative: {
    path: '代理人の開示の求め',
    leak: 'だれに何が伝わったか、あることそのもの',
    attackers: ['representative', 'holder'],
    guard: '保護された人の分は、どの入口でもデータベースでも出ない。求めた人への言葉は、ほかの人のときと同じ',
    proof: statements,
    test: 'For a protected person a representative’s request stops hard, in every door and in the database, and is told like any other',
  },
  ownLetter: {
    path: 'ご本人の「だれに何が伝わったか」のお手紙',
    leak: '家に届く手紙',
    attackers: ['holder'],
    guard: '手渡しだけ。郵送は選べない',
    proof: statements,
    test: 'A protected person’s own letter goes from hand to hand, never by post',
  },
  time: {
    path: '答えまでの時間',
    leak: '知られている人かどうか',
    attackers: ['clock'],
    guard: '同じ問い合わせを同じ順に行う。何百回も計って中央値の比が雑音の中にある',
    proof: inTime,
  },
} as const satisfies Record<string, ProtectedPath>
export type ProtectedPathName = keyof typeof PROTECTED_PATHS

/** The name of a row's proof. */
export function statementOf(name: ProtectedPathName): string {
  const { path, guard } = PROTECTED_PATHS[name]
  return `${name}: ${path} — ${guard}`
}
