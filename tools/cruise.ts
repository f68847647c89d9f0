import { createRequire } from 'node:module'
import { relative, resolve } from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/** One arrow that breaks a rule, paths from the cruised root. */
export type Breach = { rule: string; from: string; to: string; comment: string }

/** What a cruise saw: every breach, and the modules it really read (dependency-cruiser may see none and be green). */
export type CruiseReport = { breaches: Breach[]; modules: string[]; result: ICruiseResult }

/** Reads every module under `root/src` and judges its imports by `.dependency-cruiser.cjs`. */
export async function cruiseSources(root = process.cwd()): Promise<CruiseReport> {
  const configuration: IConfiguration = createRequire(import.meta.url)(resolve('.dependency-cruiser.cjs'))
  const { output } = await cruise(
    ['src'],
    { ...configuration.options, baseDir: resolve(root), ruleSet: configuration, validate: true },
    { ...configuration.options?.enhancedResolveOptions },
    { tsConfig: extractTSConfig(resolve('tsconfig.json')) },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text, not with its report')
  const comments = new Map((configuration.forbidden ?? []).map((rule) => [rule.name ?? '', rule.comment ?? '']))
  const breaches = output.summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
    comment: comments.get(rule.name) ?? '',
  }))
  const modules = output.modules
    .map(({ source }) => relative('', source))
    .filter((source) => /^src\/.*\.tsx?$/.test(source))
  return { breaches, modules, result: output }
}

/** The names of all rules in `.dependency-cruiser.cjs`. */
export function listRuleNames(): string[] {
  const configuration: IConfiguration = createRequire(import.meta.url)(resolve('.dependency-cruiser.cjs'))
  return (configuration.forbidden ?? []).flatMap(({ name }) => (name ? [name] : []))
}
