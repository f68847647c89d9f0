import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Section } from '#ui/page.tsx'
import { Select } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { addPerson, type CaseView, getCase, listCases, releasePerson } from '../support-case-contract.ts'

/** Who works on the case: they alone (and their teams, and the lead unless it is protected) see it. */
export function PeoplePanel({ view }: { view: CaseView }) {
  const add = useSend(addPerson, { makesStale: [getCase] })
  const release = useSend(releasePerson, { makesStale: [getCase, listCases] })
  const error = add.error ?? release.error
  const choices = choicesOf(view)
  function put(chosen: string) {
    const [kind, id = ''] = chosen.split(':')
    add.mutate({ params: { id: view.id }, body: kind === 'team' ? { teamId: id } : { userId: id } })
  }
  return (
    <Section title="担当">
      {error !== null && <NotificationBanner tone="error" live title={error.title} />}
      <ul className="flex flex-col">
        {view.people.map(({ id, user, team }) => {
          const name = user?.name ?? `チーム：${team?.name ?? ''}`
          return (
            <li
              key={id}
              className="flex items-center justify-between gap-3 border-t-1 border-solid-gray-420 py-1 last:border-b-1"
            >
              <span>{name}</span>
              {view.allowed.includes('release') && (
                <Button
                  kind="tertiary"
                  busy={release.isPending}
                  onClick={() => {
                    void release
                      .mutateAsync({ params: { id: view.id, personId: id } })
                      .then((answer) => (answer.view === undefined ? goTo('/cases') : undefined))
                      .catch(() => undefined)
                  }}
                >
                  外す<span className="sr-only">：{name}</span>
                </Button>
              )}
            </li>
          )
        })}
        {view.people.length === 0 && <li>まだ決まっていません。主任相談支援員だけが見られます。</li>}
      </ul>
      {view.allowed.includes('assign') && choices.length > 0 && (
        <Select label="担当を加える" value="" onChange={put} choices={choices} />
      )}
    </Section>
  )
}

/** Colleagues and teams that are not on the case yet. */
function choicesOf(view: CaseView) {
  const here = view.people.flatMap(({ user, team }) => user?.id ?? team?.id ?? [])
  return [
    ...view.colleagues
      .filter(({ id }) => !here.includes(id))
      .map(({ id, name }) => ({ value: `user:${id}`, label: name })),
    ...view.teams
      .filter(({ id }) => !here.includes(id))
      .map(({ id, name }) => ({ value: `team:${id}`, label: `チーム：${name}` })),
  ]
}
