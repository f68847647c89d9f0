import { resolve } from 'node:path'
import { z } from 'zod'
import { OperatorTrouble } from './operator-trouble.ts'

const repository = resolve(import.meta.dirname, '../../..')

const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const onOff = z.preprocess(emptyIsAbsent, z.enum(['on', 'off']).default('on')).transform((word) => word === 'on')

const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.enum(['loopback', 'linklocal', 'uniquelocal'])])
/** Addresses, networks or names of ranges that may say on whose behalf they ask, separated by commas. */
const proxies = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(address).min(1))

/** What else would stay unseen until the first danger is to be mailed. */
const smtpUrl = z.string().refine((text) => {
  const url = URL.parse(text)
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
})

const Environment = z.object({
  PORT: z.preprocess(emptyIsAbsent, z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: z.preprocess(emptyIsAbsent, z.string().default('127.0.0.1')),
  TOMOSHIBI_DATA: z.preprocess(emptyIsAbsent, z.string().default(resolve(repository, '.data'))),
  TOMOSHIBI_DATABASE_URL: z.preprocess(emptyIsAbsent, z.string().optional()),
  TOMOSHIBI_PUBLIC_URL: z.preprocess(emptyIsAbsent, z.url().optional()),
  TOMOSHIBI_TRUST_PROXY: z.preprocess(emptyIsAbsent, proxies.optional()),
  TOMOSHIBI_SMTP_URL: z.preprocess(emptyIsAbsent, smtpUrl.optional()),
  TOMOSHIBI_MAIL_FROM: z.preprocess(emptyIsAbsent, z.email().optional()),
  TOMOSHIBI_UPLOAD_MB: z.preprocess(emptyIsAbsent, z.coerce.number().int().min(1).max(100_000).optional()),
  TOMOSHIBI_REQUESTS_PER_MINUTE: z.preprocess(emptyIsAbsent, z.coerce.number().int().min(30).optional()),
  TOMOSHIBI_DEMO_TOWN: onOff,
})

/** Proxies in front whose `X-Forwarded-For` counts; from anybody else it is not read. */
export type TrustProxy = readonly string[]

/** Everything an operator can decide from outside; all folders are absolute. */
export type Config = {
  /** Where people's data, keys and logs live (0700). */
  readonly dataFolder: string
  readonly repository: string
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** A PostgreSQL of the operator's own; the private one is used when absent. */
  readonly databaseUrl: string | undefined
  /** The address people type, when a proxy stands in front. */
  readonly publicUrl: string | undefined
  /** Without it everybody behind a proxy has the proxy's address, and shares its limits. */
  readonly trustProxy?: TrustProxy | undefined
  readonly smtpUrl: string | undefined
  /** The sender of mails; absent: `no-reply@` the host of the address that people type. */
  readonly mailFrom?: string | undefined
  /** The largest file (megabytes) that a company may put here to be screened; absent: 2000. */
  readonly uploadMb?: number | undefined
  /** What one user may ask in a minute; an organisation ten times as much. */
  readonly requestsPerMinute?: number | undefined
  /** Whether an empty database is filled with the demo town. */
  readonly demoTown: boolean
}

const sentences: Readonly<Record<string, string>> = {
  PORT: '環境変数 PORT には 0 から 65535 までの数字を指定してください（例: PORT=3001 npm start）。',
  TOMOSHIBI_PUBLIC_URL: '環境変数 TOMOSHIBI_PUBLIC_URL には https:// で始まる住所を指定してください。',
  TOMOSHIBI_TRUST_PROXY:
    '環境変数 TOMOSHIBI_TRUST_PROXY には、手前に置いた中継サーバーの IP アドレスかネットワークを、コンマで区切って指定してください（例: 127.0.0.1,10.0.0.0/8）。',
  TOMOSHIBI_SMTP_URL:
    '環境変数 TOMOSHIBI_SMTP_URL には、メールサーバーを smtps://利用者:合言葉@smtp.example.jp か smtp://smtp.example.jp:587 の形で指定してください。利用者名や合言葉の記号は、%40 のように書き換えます。',
  TOMOSHIBI_MAIL_FROM: '環境変数 TOMOSHIBI_MAIL_FROM には、差出人のメールアドレスを指定してください。',
  TOMOSHIBI_UPLOAD_MB:
    '環境変数 TOMOSHIBI_UPLOAD_MB には、置けるファイルの大きさを 1 から 100000 までのメガバイト数で指定してください。',
  TOMOSHIBI_REQUESTS_PER_MINUTE:
    '環境変数 TOMOSHIBI_REQUESTS_PER_MINUTE には、一人が1分に行える操作の数を 30 以上で指定してください。',
  TOMOSHIBI_DEMO_TOWN: '環境変数 TOMOSHIBI_DEMO_TOWN には on か off を指定してください。',
}

/** Reads the environment. Throws an `OperatorTrouble` that names the variable and what it may hold. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0] ?? '')
    throw new OperatorTrouble('environment', sentences[name] ?? `環境変数 ${name} の値を確かめてください。`, {
      cause: read.error,
    })
  }
  const { data } = read
  return {
    dataFolder: resolve(data.TOMOSHIBI_DATA),
    repository,
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.TOMOSHIBI_DATABASE_URL,
    publicUrl: data.TOMOSHIBI_PUBLIC_URL,
    trustProxy: data.TOMOSHIBI_TRUST_PROXY,
    smtpUrl: data.TOMOSHIBI_SMTP_URL,
    mailFrom: data.TOMOSHIBI_MAIL_FROM,
    uploadMb: data.TOMOSHIBI_UPLOAD_MB,
    requestsPerMinute: data.TOMOSHIBI_REQUESTS_PER_MINUTE,
    demoTown: data.TOMOSHIBI_DEMO_TOWN,
  }
}
