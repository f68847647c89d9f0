/**
 * Who sits in a support conference (manual 3(2)①, annex 3). The kind decides what somebody needs to know, never the
 * person. Glossary: 構成員の区分.
 */
export const MEMBER_KINDS = {
  'host-office': '主管課・事務局',
  'consultation-agency': '自立相談支援機関',
  'city-section': '庁内の関係部局',
  'public-assistance': '福祉事務所（生活保護）',
  'welfare-council': '社会福祉協議会',
  'elder-care': '地域包括支援センター',
  health: '保健・医療',
  education: '学校・教育委員会',
  'welfare-commissioner': '民生委員・児童委員',
  'supply-company': '電気・ガス・水道の事業者',
  'watch-over': '郵便・新聞・宅配などの見守り',
  'money-housing': '金融機関・住まいの事業者',
  legal: '弁護士・司法書士など',
  npo: 'NPO・民間の支援団体',
  resident: '地域の方',
} as const
export type MemberKind = keyof typeof MEMBER_KINDS
export const memberKinds = [
  'host-office',
  'consultation-agency',
  'city-section',
  'public-assistance',
  'welfare-council',
  'elder-care',
  'health',
  'education',
  'welfare-commissioner',
  'supply-company',
  'watch-over',
  'money-housing',
  'legal',
  'npo',
  'resident',
] as const satisfies readonly MemberKind[]

/** `standing`: a constituent (構成員); `related`: a related body called when needed, as Tamana calls its power company. */
export const SEATS = { standing: '構成員', related: '関係機関（必要なときに招く）' } as const
export type Seat = keyof typeof SEATS
export const seats = ['standing', 'related'] as const satisfies readonly Seat[]
