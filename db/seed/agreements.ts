import type pg from 'pg'
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
  },
  {
    key: 'agreement gas',
    title: '灯町市・ほのおガス 連携協定（案）',
    state: 'drafted',
    from: addDays(today, 60),
    parties: ['tomoshi', 'honoo-gas'],
    categories: ['identity', 'contact', 'supply', 'observation'],
    ceiling: 'contacted',
  },
]

/** What was agreed, and who answers tonight. Runs as tomoshibi_gate. */
export async function writeAgreements(client: pg.Client, now: Date): Promise<void> {
  const today = todayInJapan(now)
  for (const agreement of agreementsOn(today)) await writeAgreement(client, agreement, today)
  await client.query(
    `insert into app.duty_roster (tenant_id, id, agency_id, starts_at, ends_at, user_id, label, phone)
     select $1, gen_random_uuid(), $2, (d + time '17:15') at time zone 'Asia/Tokyo',
       (d + interval '1 day' + time '08:30') at time zone 'Asia/Tokyo', $3, '夜間・休日当番（見本 あおい）', '000-0000-0119'
     from generate_series($4::date - 1, $4::date + 13, interval '1 day') d`,
    [tenantId, organizationId('kurashi'), userId('shunin@kurashi'), today],
  )
}

async function writeAgreement(client: pg.Client, agreement: DemoAgreement, today: CalendarDate): Promise<void> {
  const { key, title, state, from, parties, categories, ceiling } = agreement
  await client.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling)
     values ($1, $2, $3, 'report', $4, $5, $6, $7)`,
    [tenantId, demoId(key), title, state, from, categories, ceiling],
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
