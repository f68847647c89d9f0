import { readFile, writeFile } from 'node:fs/promises'
import { v7 as newId } from 'uuid'
import {
  windowsFindCommand,
  windowsFindUsage,
  windowsImportCommand,
  windowsImportUsage,
} from '#organization/organization-cli.ts'
import { withClient } from '#platform/database/connection.ts'
import { closePlanes, openPlanes, ownerRole, rolePasswords } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import type { Command, Tools } from './command.ts'
import { type House, inHouse } from './house.ts'

type Run = typeof windowsImportCommand

function inDirectory(run: Run, args: readonly string[], { config, say }: Tools): Promise<number> {
  return inHouse(config, async ({ database: { admin }, rootKey }: House) => {
    const planes = openPlanes(admin, rolePasswords(rootKey), 2)
    try {
      return await run(args, {
        readFile,
        writeFile: (path, words) => writeFile(path, words),
        say,
        now: () => new Date(),
        newId,
        asOwner: (task) => withClient({ ...admin, role: ownerRole }, task),
        database: () => openDatabases(planes).worker,
      })
    } finally {
      await closePlanes(planes)
    }
  })
}

export const windowsImport: Command = {
  name: 'windows import',
  summary: '全国の相談窓口の一覧を確かめ、取り込みます（--apply を付けるまで書き込みません）',
  usage: windowsImportUsage,
  run: (args, tools) => inDirectory(windowsImportCommand, args, tools),
}

export const windowsFind: Command = {
  name: 'windows find',
  summary: '住所や郵便番号から、担当の相談窓口を調べます',
  usage: windowsFindUsage,
  run: (args, tools) => inDirectory(windowsFindCommand, args, tools),
}
