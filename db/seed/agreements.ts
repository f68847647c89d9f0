import type pg from 'pg'
import type { ScreeningTerms } from '#agreement/screening-terms-contract.ts'
import { addDays, type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { demoId, organizationId, tenantId, userId } from './town.ts'

type DemoAgreement = {
  readonly key: string
  readonly title: string
  readonly state: 'in-force' | 'drafted'
  readonly from: CalendarDate
  readonly parties: readonly string[]
  readonly categories: readonly string[]
  readonly ceiling: string
  readonly screening?: ScreeningTerms
}

/**
 * As in Tamana: whoever said that they cannot pay, who is two months behind and has been reminded, and in the cold
 * months everybody whose supply is about to stop.
 */
const threeParties: ScreeningTerms = {
  condition: {
    kind: 'any',
    of: [
      { kind: 'flag', fact: 'cannotPaySaid', is: true },
      {
        kind: 'all',
        of: [
          { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
          { kind: 'number', fact: 'unpaidYen', is: 'at-least', value: 10_000 },
          { kind: 'stage-at-least', stage: 'reminder' },
        ],
      },
      {
        kind: 'all',
        of: [
          { kind: 'season', from: '12-01', to: '03-31' },
          { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 14 },
          { kind: 'days-until', fact: 'stopOn', is: 'at-least', days: 0 },
        ],
      },
    ],
  },
  suppression: {
    keptPlan: true,
    guidedWithinDays: 60,
    unlessRoseByYen: 10_000,
    objection: true,
    notCustomer: true,
    inSupport: false,
  },
  factsAllowed: [],
}

const agreementsOn = (today: CalendarDate): readonly DemoAgreement[] => [
  {
    key: 'agreement three',
    title: '灯町市・あかり電気・あかり送配電 三者連携協定',
    state: 'in-force',
    from: addDays(today, -400),
    parties: ['tomoshi', 'akari-denki', 'akari-haiden'],
    categories: ['identity', 'contact', 'supply', 'observation', 'arrears'],
    ceiling: 'supported',
    screening: threeParties,
  },
  {
    key: 'agreement gas',
    title: '灯町市・ほのおガス 連携協定（案）',
    state: 'drafted',
    from: addDays(today, 60),
    parties: ['tomoshi', 'honoo-gas'],
    categories: ['identity', 'contact', 'supply', 'observation'],
    ceiling: 'contacted',
    screening: {
      ...threeParties,
      condition: {
        kind: 'all',
        of: [
          { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 3 },
          { kind: 'stage-at-least', stage: 'stop-notice' },
          { kind: 'flag', fact: 'elderlyAlone', is: true },
        ],
      },
      factsAllowed: ['elderlyAlone'],
    },
  },
]

/** What was agreed, and who answers tonight. Runs as tomoshibi_gate. */
export async function writeAgreements(client: pg.Client, now: Date): Promise<void> {
  const today = todayInJapan(now)
  for (const agreement of agreementsOn(today)) await writeAgreement(client, agreement, today)
  await writeCapacity(client, today)
  await client.query(
    `insert into app.duty_roster (tenant_id, id, agency_id, starts_at, ends_at, user_id, label, phone)
     select $1, gen_random_uuid(), $2, (d + time '17:15') at time zone 'Asia/Tokyo',
       (d + interval '1 day' + time '08:30') at time zone 'Asia/Tokyo', $3, '夜間・休日当番（見本 あおい）', '000-0000-0119'
     from generate_series($4::date - 1, $4::date + 13, interval '1 day') d`,
    [tenantId, organizationId('kurashi'), userId('shunin@kurashi'), today],
  )
}

/** What the agency can take: fewer in the first half of the year, when an office of four was one short. */
async function writeCapacity(client: pg.Client, today: CalendarDate): Promise<void> {
  const declared = [
    { from: addDays(today, -400), people: 6, note: '' },
    {
      from: addDays(today, -120),
      people: 10,
      note: '相談員が1名増えました。冬は訪問が重なるため、月の前半にお願いできると助かります。',
    },
  ]
  for (const [index, { from, people, note }] of declared.entries())
    await client.query(
      `insert into app.agency_capacity (tenant_id, id, organization_id, valid_from, people_per_month, note, declared_by, declared_at)
       values ($1, $2, $3, $4, $5, $6, $7, ($4::date + time '10:00') at time zone 'Asia/Tokyo')`,
      [
        tenantId,
        demoId(`capacity ${index + 1}`),
        organizationId('kurashi'),
        from,
        people,
        note,
        userId('shunin@kurashi'),
      ],
    )
}

async function writeAgreement(client: pg.Client, agreement: DemoAgreement, today: CalendarDate): Promise<void> {
  const { key, title, state, from, parties, categories, ceiling, screening } = agreement
  await client.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling, condition,
       suppression, facts_allowed) values ($1, $2, $3, 'report', $4, $5, $6, $7, $8, $9, $10)`,
    [
      tenantId,
      demoId(key),
      title,
      state,
      from,
      categories,
      ceiling,
      screening === undefined ? null : JSON.stringify(screening.condition),
      screening === undefined ? null : JSON.stringify(screening.suppression),
      screening?.factsAllowed ?? [],
    ],
  )
  for (const party of parties) {
    const agreedOn = state === 'in-force' ? from : party === 'tomoshi' ? today : null
    await client.query('insert into app.agreement_parties values ($1, $2, $3, $4)', [
      tenantId,
      demoId(key),
      organizationId(party),
      agreedOn,
    ])
  }
}
