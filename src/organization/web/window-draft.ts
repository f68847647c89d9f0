import { z } from 'zod'
import type { FieldProblem } from '#ui/form.tsx'
import { type OwnWindow, type WindowFacts, windowFacts } from '../own-windows-contract.ts'

/** The form as typed; empty text is 「登録なし」. */
export const windowDraft = z.object({
  name: z.string(),
  section: z.string(),
  phone: z.string(),
  fax: z.string(),
  mail: z.string(),
  postalCode: z.string(),
  address: z.string(),
  officialUrl: z.string(),
  methods: z.string(),
  hoursText: z.string(),
  closedName: z.string(),
  closedPhone: z.string(),
  confirmed: z.boolean(),
  /** Of the record that the form began with. */
  version: z.number(),
})
export type WindowDraft = z.infer<typeof windowDraft>

/** The form for a window as it stands. */
export function draftOf(window: OwnWindow): WindowDraft {
  return {
    name: window.name,
    section: window.section,
    phone: window.phone ?? '',
    fax: window.fax ?? '',
    mail: window.mail ?? '',
    postalCode: window.postalCode ?? '',
    address: window.address ?? '',
    officialUrl: window.officialUrl ?? '',
    methods: window.methods ?? '',
    hoursText: window.hoursText,
    closedName: window.whenClosed?.name ?? '',
    closedPhone: window.whenClosed?.phone ?? '',
    confirmed: false,
    version: window.version,
  }
}

const plain = (text: string) =>
  text
    .trim()
    .normalize('NFKC')
    .replaceAll(/[‐−ー－]/g, '-')
const orNull = (text: string) => (text === '' ? null : text)

/** What the form says on the wire, or what is wrong at which field. */
export function factsOf(draft: WindowDraft): { facts: WindowFacts } | { problems: readonly FieldProblem[] } {
  const { closedName, closedPhone } = draft
  const read = windowFacts.safeParse({
    name: draft.name,
    section: draft.section,
    phone: orNull(plain(draft.phone)),
    fax: orNull(plain(draft.fax)),
    mail: orNull(plain(draft.mail)),
    postalCode: orNull(plain(draft.postalCode).replaceAll(/[〒-]/g, '')),
    address: orNull(draft.address.trim()),
    officialUrl: orNull(draft.officialUrl.trim()),
    methods: orNull(draft.methods.trim()),
    hoursText: draft.hoursText,
    whenClosed:
      closedName.trim() === '' && closedPhone.trim() === '' ? null : { name: closedName, phone: plain(closedPhone) },
  })
  if (read.success) return { facts: read.data }
  return { problems: read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) }
}

const labels = {
  name: '窓口の名前',
  section: '担当の係',
  phone: '電話番号',
  fax: 'ファクス番号',
  mail: 'メールアドレス',
  postalCode: '郵便番号',
  address: '所在地',
  officialUrl: 'ホームページ',
  methods: '相談の方法',
  hoursText: '受付時間',
  closedName: '時間外に電話に出る人',
  closedPhone: '時間外の電話番号',
} as const

/** What differs, in words, for the two versions side by side. */
export function differencesOf(mine: WindowDraft, theirs: WindowDraft) {
  const keys = [
    'name',
    'section',
    'phone',
    'fax',
    'mail',
    'postalCode',
    'address',
    'officialUrl',
    'methods',
    'hoursText',
    'closedName',
    'closedPhone',
  ] as const
  return keys.flatMap((key) =>
    mine[key] === theirs[key]
      ? []
      : [{ label: labels[key], mine: mine[key] || '登録なし', theirs: theirs[key] || '登録なし' }],
  )
}
