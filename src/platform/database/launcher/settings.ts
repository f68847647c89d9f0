import { createHash } from 'node:crypto'

/**
 * What every private server runs with. Acknowledged means on the disk (fsync, synchronous_commit, full_page_writes);
 * the log holds no statement, no parameter and no DETAIL line, because those carry people's words
 * (`log_min_messages=log` keeps the life of the server and leaves out what single statements did wrong).
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '80',
  shared_buffers: '128MB',
  wal_level: 'replica',
  wal_compression: 'on',
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
}

/** Only the folder's owner reaches the socket; the administrator needs no password there, every plane needs its own. */
export const accessRules = ['local all tomoshibi_admin trust', 'local all all scram-sha-256', ''].join('\n')

/** Tells a server started with other settings or programs from one that may be adopted as it is. */
export function fingerprintOf(program: string): string {
  const hash = createHash('sha256').update(JSON.stringify(settings)).update(program)
  return `tomoshibi-${hash.digest('hex').slice(0, 12)}`
}

export type ServerPlace = {
  readonly program: string
  readonly dataDirectory: string
  readonly socketFolder: string
  /** Settings that only the database tests change; durability is not among them. */
  readonly extra?: Readonly<Record<string, string>>
}

export function serverArguments({ program, dataDirectory, socketFolder, extra }: ServerPlace): string[] {
  const all = {
    ...settings,
    ...extra,
    unix_socket_directories: socketFolder,
    cluster_name: fingerprintOf(program),
  }
  return ['-D', dataDirectory, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
