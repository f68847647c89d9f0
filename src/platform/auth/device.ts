const systems = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
] as const
const browsers = [
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const

/** `Windows・Edge`: enough for people to tell their own devices apart, nothing that tells people apart. */
export function deviceOf(userAgent: string | undefined): string {
  const agent = userAgent ?? ''
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1]
  const browser = browsers.find(([pattern]) => pattern.test(agent))?.[1]
  return [system, browser].filter((part) => part !== undefined).join('・')
}
