/**
 * Takes zod's writer of JSON Schema out of the staff web: the server writes OpenAPI with it, a screen only checks
 * shapes. About six kilobytes of gzipped script that every phone would load for nothing.
 */
export function withoutJsonSchema() {
  return {
    name: 'without-json-schema',
    transform: {
      filter: { id: /zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/ },
      handler(code: string) {
        const names = [...code.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name)
        const renamed = [...code.matchAll(/^export \{ (\w+) as (\w+) \};$/gm)].map(([line]) => line)
        const empty = names.map((name) => `export const ${name} = () => ({})`)
        return { code: [...empty, ...renamed].join('\n'), map: null }
      },
    },
  }
}
