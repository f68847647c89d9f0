import { describe, expect, test } from 'vitest'
import { roleNames } from '#organization/organization.ts'
import { type Session, staffRoles } from '#platform/auth/auth-contract.ts'
import { homes, navigation } from './routes.tsx'
import { currentItem, maySee, menuOf } from './screen-table.ts'
import { screens } from './screens.ts'
import { afterSignIn, SessionQuestions } from './session-guard.ts'
import { missingIn } from './sign-in-form.tsx'

describe('A question over the page', () => {
  test('is asked once for many waiting calls, and all go on together', async () => {
    const questions = new SessionQuestions()
    const waiting = [questions.ask('step-up'), questions.ask('step-up')]
    expect(questions.current()).toBe('step-up')
    questions.answer(true)
    expect(await Promise.all(waiting)).toEqual([true, true])
    expect(questions.current()).toBeUndefined()
  })
  test('asks to sign in rather than to step up when the session ended meanwhile', () => {
    const questions = new SessionQuestions()
    void questions.ask('step-up')
    void questions.ask('sign-in')
    expect(questions.current()).toBe('sign-in')
    void questions.ask('step-up')
    expect(questions.current()).toBe('sign-in')
  })
  test('that is closed lets no call be repeated', async () => {
    const questions = new SessionQuestions()
    const waiting = questions.ask('sign-in')
    questions.answer(false)
    expect(await waiting).toBe(false)
  })
})

describe('A sign-in over the page', () => {
  const person = (id: string): Session => ({
    user: { id, displayName: '灯 花子', loginName: 'hanako@akari', roles: ['liaison'], plane: 'utility' },
    organization: { id: 'o', name: '灯町電力', kind: 'retailer' },
    csrfToken: 'x',
    steppedUpUntil: null,
    demo: true,
    notices: 0,
  })
  test('of the same person goes on with the page', () => expect(afterSignIn(person('1'), person('1'))).toBe('go-on'))
  test('of another person never shows the page of the first', () => {
    expect(afterSignIn(person('1'), person('2'))).toBe('start-over')
  })
})

describe('The table of screens', () => {
  test('gives every role a home, a menu and a name', () => {
    for (const role of staffRoles) {
      expect(homes[role]).toBeDefined()
      expect(navigation[role]).toBeDefined()
      expect(roleNames[role]).not.toBe('')
    }
  })
  test('names every address once', () => {
    const paths = screens.map((screen) => screen.path)
    expect(new Set(paths).size).toBe(paths.length)
  })
  test('leads every menu entry to a screen that its role finds', () => {
    for (const role of staffRoles) {
      for (const item of navigation[role]) {
        const screen = screens.find((entry) => entry.path === item.href)
        expect(screen && maySee(screen, [role]), `${role} ${item.href}`).toBe(true)
      }
    }
  })
  test('shows a screen only to its roles', () => {
    const screen = { path: '/x', roles: ['liaison'], load: async () => () => null } as const
    expect(maySee(screen, ['liaison'])).toBe(true)
    expect(maySee(screen, ['auditor'])).toBe(false)
    expect(maySee({ ...screen, roles: 'everybody' }, ['auditor'])).toBe(true)
  })
  test('joins the menus of several roles without repeats and marks the nearest entry', () => {
    const item = { href: '/reports', label: '一覧', icon: 'document' } as const
    const table = { ...navigation, liaison: [item], arrears_clerk: [item] }
    const menu = menuOf(['liaison', 'arrears_clerk'], table)
    expect(menu.map((entry) => entry.href)).toEqual(['/', '/reports'])
    expect(currentItem(menu, '/reports/7')?.href).toBe('/reports')
    expect(currentItem(menu, '/')?.href).toBe('/')
    expect(currentItem(menu, '/elsewhere')).toBeUndefined()
  })
})

describe('The sign-in form', () => {
  test('names what is missing instead of asking the server', () => {
    expect(missingIn({ loginName: '', password: '', code: '' }, false).map((problem) => problem.path)).toEqual([
      'loginName',
      'password',
    ])
    expect(missingIn({ loginName: 'tanaka', password: 'p', code: '' }, false)[0]?.message).toContain('名前@組織の記号')
    expect(missingIn({ loginName: 'a@b', password: 'p', code: '' }, true).map((problem) => problem.path)).toEqual([
      'code',
    ])
    expect(missingIn({ loginName: 'a@b', password: 'p', code: '123456' }, true)).toEqual([])
  })
})
