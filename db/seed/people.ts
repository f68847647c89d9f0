/** Who lives and works in the demo town. Nobody who could exist: family name 見本, numbers 000, domains example.jp. */

export const demoPassword = 'tomoshibi-mihon-2026'

/** 灯町市 (ともしちょうし) in 見本県: neither exists, and 99 is no prefecture's code. */
export const town = {
  tenant: { name: '灯町市', municipalityCode: '992011' },
  prefectureName: '見本県',
} as const

type Kind =
  | 'municipality'
  | 'municipal-section'
  | 'consultation-agency'
  | 'electricity-retailer'
  | 'network-operator'
  | 'gas-retailer'
  | 'contractor'

type DemoOrganization = {
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly legalKind: 'private-business' | 'municipal-body' | 'commissioned-body'
  readonly inTown?: true
  readonly commissionedBy?: string
  readonly sectionOf?: string
  readonly phone: string
}

export const demoOrganizations: readonly DemoOrganization[] = [
  {
    code: 'tomoshi',
    name: '灯町市役所',
    kind: 'municipality',
    legalKind: 'municipal-body',
    inTown: true,
    phone: '000-000-0100',
  },
  {
    code: 'tomoshi-suido',
    name: '灯町市水道局',
    kind: 'municipal-section',
    legalKind: 'municipal-body',
    inTown: true,
    sectionOf: 'tomoshi',
    phone: '000-000-0110',
  },
  {
    code: 'kurashi',
    name: 'くらし相談ともしび',
    kind: 'consultation-agency',
    legalKind: 'commissioned-body',
    inTown: true,
    commissionedBy: 'tomoshi',
    phone: '000-000-0120',
  },
  {
    code: 'minato-soudan',
    name: '灯町市 みなと相談室',
    kind: 'consultation-agency',
    legalKind: 'municipal-body',
    inTown: true,
    sectionOf: 'tomoshi',
    phone: '000-000-0130',
  },
  {
    code: 'akari-denki',
    name: 'あかり電気',
    kind: 'electricity-retailer',
    legalKind: 'private-business',
    phone: '000-000-0200',
  },
  {
    code: 'akari-haiden',
    name: 'あかり送配電',
    kind: 'network-operator',
    legalKind: 'private-business',
    phone: '000-000-0210',
  },
  { code: 'honoo-gas', name: 'ほのおガス', kind: 'gas-retailer', legalKind: 'private-business', phone: '000-000-0220' },
  {
    code: 'minori-kenshin',
    name: 'みのり検針サービス',
    kind: 'contractor',
    legalKind: 'private-business',
    phone: '000-000-0230',
  },
]

type DemoUser = {
  readonly login: string
  readonly organization: string
  readonly name: string
  readonly roles: readonly string[]
  readonly plane: 'utility' | 'welfare' | 'auditor'
  readonly employedBy?: string
  readonly who: string
  readonly story: string
}

export const demoUsers: readonly DemoUser[] = [
  {
    login: 'shukin',
    organization: 'akari-denki',
    name: '見本 集太',
    roles: ['field_worker'],
    plane: 'utility',
    employedBy: 'minori-kenshin',
    who: '集金の担当（委託先）',
    story: '玄関先で、お支払いにお困りの方に出会いました。',
  },
  {
    login: 'denwa',
    organization: 'akari-denki',
    name: '見本 受子',
    roles: ['arrears_clerk'],
    plane: 'utility',
    who: '料金の電話窓口',
    story: '「払えない」というお電話がつながっています。',
  },
  {
    login: 'renraku',
    organization: 'akari-denki',
    name: '見本 結',
    roles: ['liaison'],
    plane: 'utility',
    who: '会社の連絡担当',
    story: '現場から届いた連絡を、市の窓口へ送ります。',
  },
  {
    login: 'handan',
    organization: 'akari-denki',
    name: '見本 諒子',
    roles: ['liaison'],
    plane: 'utility',
    who: '会社の連絡担当（判断する方）',
    story: '同僚が書いた判断の記録を読み、渡してよいかを決めます。',
  },
  {
    login: 'kanri',
    organization: 'akari-denki',
    name: '見本 鍵',
    roles: ['utility_admin'],
    plane: 'utility',
    who: '会社の利用者管理',
    story: '社内のアカウントを管理します。',
  },
  {
    login: 'renraku',
    organization: 'honoo-gas',
    name: '見本 炎',
    roles: ['liaison', 'arrears_clerk'],
    plane: 'utility',
    who: 'ガス会社の連絡担当',
    story: '協定がなくても、最小の範囲で連絡できます。',
  },
  {
    login: 'renraku',
    organization: 'akari-haiden',
    name: '見本 線子',
    roles: ['liaison'],
    plane: 'utility',
    who: '送配電会社の連絡担当',
    story: '同じグループでも別の会社です。あかり電気の連絡は見えません。',
  },
  {
    login: 'soudan',
    organization: 'kurashi',
    name: '見本 そよ',
    roles: ['consultation_worker'],
    plane: 'welfare',
    who: '相談支援員',
    story: '止まるまでの日数順に、今日会いに行く方を見ます。',
  },
  {
    login: 'shunin',
    organization: 'kurashi',
    name: '見本 あおい',
    roles: ['lead_worker', 'consultation_worker'],
    plane: 'welfare',
    who: '主任相談支援員',
    story: '新しい連絡を受け取り、担当を決めます。',
  },
  {
    login: 'minato',
    organization: 'minato-soudan',
    name: '見本 波',
    roles: ['lead_worker', 'consultation_worker'],
    plane: 'welfare',
    who: 'みなと相談室の相談員',
    story: 'みなと地区の窓口です。ほかの窓口のケースは見えません。',
  },
  {
    login: 'shukan',
    organization: 'tomoshi',
    name: '見本 市朗',
    roles: ['municipal_officer'],
    plane: 'welfare',
    who: '市の主管部局',
    story: '協定と窓口を守ります。個人の記録は見えません。',
  },
  {
    login: 'kanri',
    organization: 'tomoshi',
    name: '見本 錠',
    roles: ['tenant_admin'],
    plane: 'welfare',
    who: '市の利用者管理',
    story: '庁内と相談機関のアカウント、共有の台帳を見ます。',
  },
  {
    login: 'kansa',
    organization: 'tomoshi',
    name: '見本 正',
    roles: ['auditor'],
    plane: 'auditor',
    who: '監査・個人情報保護',
    story: 'だれが何を見て、何を渡したかの記録を確かめます。',
  },
]

export const loginNameOf = (user: DemoUser) => `${user.login}@${user.organization}`
