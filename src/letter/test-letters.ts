import { calendarDate } from '#kernel/calendar-date.ts'
import { leafletNumberOf } from './leaflet-number.ts'
import type { GuidanceLetter, LeafletSheet, LetterLanguage } from './letter.ts'
import { LETTER_NUMBER_BYTES, letterNumberFrom } from './letter-number.ts'
import { formatPublicCode, PUBLIC_CODE_BYTES, publicCodeFrom, publicPageUrl } from './public-code.ts'

const ORIGIN = 'https://tomoshibi.example.jp'

/** The two ends that a page has to hold: everything short, and everything as long as real registers have it. */
export type SampleLength = 'short' | 'long'

const WINDOWS = {
  short: {
    name: '灯町市くらし相談センター',
    sectionInCharge: '灯町市 福祉課 くらしの係',
    postalCode: '000-0001',
    address: '灯町市あかり一丁目1番1号 市役所1階',
    phone: '000-0000-0001',
    hoursText: '月曜日から金曜日 8:30〜17:15',
    closedText: '夜間・休日は留守番電話。次の開庁日に折り返します',
  },
  long: {
    name: '(1)灯町市くらし・仕事相談センターともしび本所 (2)灯町市北部くらし・仕事相談センターひだまり分室',
    sectionInCharge:
      '社会福祉法人灯町市社会福祉協議会 地域福祉部 生活支援課 自立相談支援係（灯町市 福祉部 生活福祉課から委託）',
    postalCode: '000-0001',
    address:
      '灯県灯町市大字あかり字ともしび1234番地の5 灯町市総合保健福祉センターひだまり館 北棟3階（灯町駅南口から徒歩8分）',
    phone: '0120-000-000',
    hoursText: '火曜日～土曜日の午前8時30分から午後5時15分まで(祝日及び年末年始期間を除く。第2・第4土曜日は正午まで)',
    closedText:
      '夜間・休日は灯町市役所の守衛室（000-0000-0002）が受け、当番の相談支援員から30分以内に折り返しお電話します',
    online: 'https://soudan.tomoshibi.example.jp/kurashi/',
  },
} as const

const ADDRESSEES = {
  short: { name: '灯 花子', postalCode: '000-0002', addressLines: ['灯町市ひかり二丁目2番2号'] },
  long: {
    name: '𠮷田・クリスティーナ・マリア・デ・ロス・サントス 葛\u{E0100}子',
    postalCode: '000-0003',
    addressLines: [
      '灯県灯町市大字ともしび谷字上ノ原下ノ原中ノ原12345番地の678',
      'コーポラティブハウスひだまりの丘ガーデンテラス弐番館 B棟 1203号室',
    ],
  },
} as const

const SENDERS = {
  short: {
    companyName: 'あかり電気株式会社',
    sectionName: 'お客さま相談室',
    phone: '0120-000-001',
    hoursText: '平日 9:00〜17:00',
    reference: '00-0000-0001',
  },
  long: {
    companyName: 'あかりエナジーネットワークホールディングス電気小売販売株式会社',
    sectionName: '灯町支社 お客さまサービス部 料金お支払いご相談グループ',
    phone: '0120-000-001',
    hoursText: '月曜日から土曜日 午前9時から午後8時まで（祝日・年末年始を除く）',
    reference: '0000-0000-0000-0000-0001',
  },
} as const

function handout(language: LetterLanguage, length: SampleLength) {
  return {
    language,
    supply: 'electricity' as const,
    municipalityName: '灯町市',
    window: WINDOWS[length],
    sender: SENDERS[length],
  }
}

/** A fictional guidance letter. */
export function sampleLetter(language: LetterLanguage, length: SampleLength): GuidanceLetter {
  const code = publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES).fill(0x5a))
  return {
    ...handout(language, length),
    stage: 'general',
    number: letterNumberFrom(new Uint8Array(LETTER_NUMBER_BYTES).fill(0x31)),
    issuedOn: calendarDate('2026-11-22'),
    addressee: ADDRESSEES[length],
    publicUrl: publicPageUrl(ORIGIN, code),
    typedCode: formatPublicCode(code),
    keptNumber: '012345',
  }
}

/** Two fictional leaflets. */
export function sampleLeaflets(language: LetterLanguage, length: SampleLength): LeafletSheet {
  const leaflets = [1234, 1235].map((serial) => ({
    number: leafletNumberOf(serial),
    publicUrl: publicPageUrl(ORIGIN, publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES).fill(serial % 256))),
  }))
  return { ...handout(language, length), leaflets }
}
