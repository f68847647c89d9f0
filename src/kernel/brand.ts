declare const brand: unique symbol

/** A plain value that only its own guard may vouch for; the brand exists for the type checker alone. */
export type Brand<Plain, Name extends string> = Plain & { readonly [brand]: Name }
