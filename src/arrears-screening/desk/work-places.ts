import { join } from 'node:path'

/** Where everything of the desk lies: one private folder for each company, in it one for each work. */
export type DeskPlaces = ReturnType<typeof deskPlaces>

/** The folders of one company below the desk's own. Ids are UUIDs: they come from the session or were checked by a shape. */
export function deskPlaces(root: string, organizationId: string) {
  const company = join(root, organizationId)
  const works = join(company, 'works')
  const work = (id: string) => join(works, id)
  return {
    company,
    /** The company's signing key and its log of all runs. */
    key: join(company, 'company'),
    works,
    kept: join(company, 'kept'),
    work,
    state: (id: string) => join(work(id), 'state.json'),
    files: (id: string) => join(work(id), 'files'),
    file: (id: string, { id: fileId, name }: { readonly id: string; readonly name: string }) =>
      // No sign that a reader could take for a pattern of many files.
      join(work(id), 'files', fileId, name.replace(/[*?[\]{}]/g, '_')),
    /** Facts of the accounts without name, address and number, one file each. */
    read: (id: string) => join(work(id), 'read'),
    /** What lies open, with names in it, only while a file is read. */
    between: (id: string) => join(work(id), 'read', 'between'),
    accounts: (id: string, fileId: string) => join(work(id), 'read', `${fileId}.parquet`),
    pack: (id: string) => join(work(id), 'pack.json'),
    out: (id: string) => join(work(id), 'out'),
    letters: (id: string) => join(work(id), 'letters'),
  } as const
}
