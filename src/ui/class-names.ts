/** Joins the class names that apply; `false` and `undefined` are left out. */
export function cx(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
