import { err, ok, refuse } from '#kernel/result.ts'
import { codeMark } from '#platform/crypto/guidance-code.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { versionConflict } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { registerLetters } from '../bulk/registration-contract.ts'
import { WORDING_VERSION } from '../letter.ts'
import { mayWithLetters } from '../letter-access.ts'
import { readHandoutLedger, readOwnHandouts, recordHandout, takeBackHandout } from './handout-contract.ts'
import { keepLeafletPlace, moveLeaflets, readLeafletStock } from './stock-contract.ts'
import {
  getStock,
  keepPlace,
  listHandouts,
  listMunicipalities,
  listOwnHandouts,
  move,
  storeRegistration,
  takeBack,
  writeHandout,
} from './stock-store.ts'

const notYours = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const

type Company = { readonly app: App; readonly platform: Platform; readonly planes: readonly ['utility'] }

/** Leaflet stock, hand-out ledger and the registration of print runs. */
export function stockApi(app: App, platform: Platform): void {
  const company: Company = { app, platform, planes: ['utility'] }

  door(company, registerLetters, async ({ tx, staff, body }) => {
    if (!mayWithLetters(staff.roles, 'stock')) return err(notYours)
    if (body.organizationId !== staff.organization.id) {
      return refuse(
        'other-company',
        'このファイルは、別の会社のお手紙の登録です。登録できるのは、その会社の担当者です。',
      )
    }
    const letters = body.letters.map((letter) => ({ ...letter, codeHash: codeMark(platform.keys, letter.codeHash) }))
    return ok(await storeRegistration(tx.db, { ...body, letters }))
  })
  door(company, readLeafletStock, async ({ tx, staff }) =>
    mayWithLetters(staff.roles, 'stock') ? ok(await getStock(tx.db)) : err(notYours),
  )
  door(company, keepLeafletPlace, async ({ tx, staff, params, body }) => {
    if (!mayWithLetters(staff.roles, 'stock')) return err(notYours)
    if (await keepPlace(tx.db, { id: params.id, ...body })) return ok(undefined)
    throw versionConflict((await getStock(tx.db)).places.find(({ id }) => id === params.id))
  })
  door(company, moveLeaflets, async ({ tx, staff, params, body }) => {
    if (!mayWithLetters(staff.roles, 'stock')) return err(notYours)
    return ok(void (await move(tx.db, { id: params.id, ...body })))
  })
  openHandouts(company)
}

function openHandouts(company: Company): void {
  door(company, recordHandout, async ({ tx, staff, params, body }) => {
    if (!mayWithLetters(staff.roles, 'count')) return err(notYours)
    return ok(void (await writeHandout(tx.db, { id: params.id, ...body, wordingVersion: WORDING_VERSION })))
  })
  door(company, readOwnHandouts, async ({ tx, staff }) =>
    mayWithLetters(staff.roles, 'count')
      ? ok({ handouts: await listOwnHandouts(tx.db), municipalities: await listMunicipalities(tx.db) })
      : err(notYours),
  )
  door(company, takeBackHandout, async ({ tx, staff, params }) =>
    mayWithLetters(staff.roles, 'count') ? ok(void (await takeBack(tx.db, params.id))) : err(notYours),
  )
  door(company, readHandoutLedger, async ({ tx, staff, query }) => {
    if (!mayWithLetters(staff.roles, 'stock')) return err(notYours)
    return ok({ rows: [...(await listHandouts(tx.db, query.year))], municipalities: await listMunicipalities(tx.db) })
  })
}

/** Sentences for what the database refuses here; merged in apps/doors.ts. */
export const stockSentences = {
  'letter-window-unknown':
    '登録ファイルの窓口が、ともしびに登録されていません。新しい条件ファイルで印刷し直すか、窓口の登録を確かめてください。',
  'letter-code-taken':
    'このコードは、別の会社のお手紙として登録されています（同時に登録された場合も含みます）。この回の分は、何も登録していません。印刷に使った会社のファイルか確かめてください。',
  'leaflet-place-taken': '同じ名前の場所か、本社の在庫がすでにあります。',
  'leaflet-employer-unknown': 'この委託先は見つかりません。種類が「委託先」の場所に、いまの委託先を選んでください。',
  'leaflet-store-stays': '本社の在庫は、本社の在庫のままです。ほかの場所は、営業所か委託先にできます。',
  'leaflet-place-missing': 'この場所は見つかりません。画面を開き直してください。',
  'handout-town-unknown': 'この市区町村は登録されていません。画面を開き直して、選び直してください。',
  'leaflets-not-there': '残りの枚数より多くなります。枚数を確かめるか、先に棚卸しを記録してください。',
} as const
