/**
 * Writes the packages of other platforms into package-lock.json. A registry mirror that holds only this platform's
 * packages makes `npm install` leave the others out, and `npm ci` then refuses the lock file: run this after adding a
 * package (`node tools/complete-lock.ts`). The entries name version and platform; npm skips them where they do not fit.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

// Records keep the order of what was read; the file must change only where entries are added.
const Entries = z.record(z.string(), z.record(z.string(), z.unknown()))
const File = z.record(z.string(), z.unknown())
const Package = z.object({
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  dev: z.boolean().default(false),
})
export type LockFile = { readonly packages: z.infer<typeof Entries> }

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

type Missing = { readonly name: string; readonly version: string; readonly dev: boolean }

/** Optional packages that another package of the lock file names and that have no entry of their own. */
export function missingPackages(lock: LockFile): Missing[] {
  const found = new Map<string, Missing>()
  for (const [path, entry] of Object.entries(lock.packages)) {
    const { optionalDependencies, dev } = Package.parse(entry)
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (hasEntry(lock, path, name)) continue
      found.set(name, { name, version, dev })
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
}

/** Node looks beside the package first, then in every folder above it. */
function hasEntry(lock: LockFile, from: string, name: string): boolean {
  const folders = from.split('/node_modules/')
  for (let length = folders.length; length >= 0; length--) {
    const above = folders.slice(0, length).join('/node_modules/')
    if (lock.packages[`${above === '' ? '' : `${above}/`}node_modules/${name}`] !== undefined) return true
  }
  return false
}

/** What npm would have written, but for the integrity that only the registry knows. */
export function entryFor({ name, version, dev }: Missing) {
  const words = name.split(/[/-]/)
  const os = words.filter((word) => systems.includes(word))
  const cpu = words.map((word) => (word.startsWith('arm-') || /^armv?\d?(eabi|hf)?$/.test(word) ? 'arm' : word))
  const known = cpu.filter((word) => processors.includes(word))
  return {
    version,
    ...(dev ? { dev: true } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
    ...(known.length > 0 ? { cpu: known } : {}),
  }
}

if (import.meta.main) {
  const file = new URL('../package-lock.json', import.meta.url)
  const whole = File.parse(JSON.parse(readFileSync(file, 'utf8')))
  const packages = Entries.parse(whole.packages)
  const missing = missingPackages({ packages })
  for (const one of missing) packages[`node_modules/${one.name}`] = entryFor(one)
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  if (missing.length > 0) {
    writeFileSync(file, `${JSON.stringify({ ...whole, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
  }
  console.log(`${missing.length} packages of other platforms written into package-lock.json`)
}
