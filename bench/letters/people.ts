/** Invented people and windows for the letters bench: one company's print run over twelve towns. */
const TOWNS = 12

const codeOf = (town: number) => `99${String(town + 1).padStart(3, '0')}0`
const windowIdOf = (town: number) => `00000000-0000-4000-8000-${String(town + 1).padStart(12, '0')}`

/** The directory as a pack carries it. */
export function benchPack(today: string) {
  const windows = Array.from({ length: TOWNS }, (_, town) => ({
    id: windowIdOf(town),
    name: `灯町市第${town + 1}くらし相談センター`,
    section: '灯町市 福祉課 くらしの係',
    role: 'responsible',
    phone: `000-0000-${String(town + 1).padStart(4, '0')}`,
    postalCode: '000-0001',
    address: `灯町市あかり${town + 1}番1号 市役所1階`,
    hours: { kind: 'unknown', text: '月曜日から金曜日 8:30〜17:15' },
    whenClosed: { name: '夜間・休日の当番', phone: '000-0000-0009' },
    confirmedOn: today,
    tenantId: windowIdOf(town),
    areas: [
      {
        level: 'municipality',
        code: codeOf(town),
        place: {
          kind: 'municipality',
          name: `灯町${town + 1}市`,
          fullName: `灯町${town + 1}市`,
          prefectureName: '灯県',
          postalCodes: [],
        },
      },
    ],
  }))
  const company = { organizationId: '00000000-0000-4000-8000-000000000999', name: 'あかり電気株式会社' }
  return { format: 'tomoshibi-screening-pack/1', issuedOn: today, company, agreements: [], windows }
}

const STAGES = ['unpaid-notice', 'unpaid-notice', 'reminder', 'stop-notice'] as const

/** `people.csv`: every stage and town; the language is the bench's to say. */
export function benchPeople(count: number, language: string): string {
  const lines = Array.from({ length: count }, (_, n) => {
    const town = (n * 7) % TOWNS
    const postal = `0000${String(town * 80 + (n % 73)).padStart(3, '0')}`
    const address = `灯県灯町${town + 1}市ひかり${(n % 9) + 1}丁目${(n % 30) + 1}番${(n % 20) + 1}号 ひだまり荘${n}号室`
    const cells = [`C${String(n).padStart(8, '0')}`, `灯 花子${n}`, postal, address, codeOf(town), 'electricity']
    return [...cells, STAGES[n % STAGES.length], language, `00-0000-${n}`].join(',')
  })
  const header = 'contract_id,person_name,postal_code,address,municipality,supply,notice_stage,language,reference'
  return `${[header, ...lines].join('\r\n')}\r\n`
}
