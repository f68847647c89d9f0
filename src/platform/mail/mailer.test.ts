import { createServer, type Server } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { openMailer } from './mailer.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const answers: readonly (readonly [RegExp, string])[] = [
  [/^EHLO/, '250-mail.example.jp\r\n250 AUTH PLAIN LOGIN'],
  [/^STARTTLS/, '502 not known here'],
  [/^DATA/, '354 go on'],
  [/^/, '250 so be it'],
]

/** A mail server that knows no encryption. Answers where it listens, what clients said and the mails it took. */
async function openServer({ refuses = /^$/ } = {}) {
  const said: string[] = []
  const mails: string[] = []
  const server = createServer((socket) => {
    const say = (line: string) => void socket.write(`${line}\r\n`)
    let mail: string[] | undefined
    function take(line: string, into: string[]): void {
      if (line !== '.') return void into.push(line.replace(/^\./, ''))
      mails.push(into.join('\n'))
      mail = undefined
      say('250 taken')
    }
    socket.on('error', () => socket.destroy())
    say('220 mail.example.jp')
    createInterface(socket).on('line', (line) => {
      if (mail !== undefined) return take(line, mail)
      said.push(line)
      if (/^DATA/.test(line)) mail = []
      say(refuses.test(line) ? '550 no such mailbox' : (answers.find(([known]) => known.test(line))?.[1] ?? ''))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return { host: `127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`, said, mails }
}

const id = '018f0000-0000-7000-8000-000000000001'
const mail = {
  id,
  to: 'shien@example.jp',
  subject: '【ともしび】通報が届きました。',
  text: '通報が届きました。\n.\n..\n',
}
const open = (smtpUrl: string, from?: string) =>
  openMailer({ smtpUrl, from, spoolFolder: '/nowhere', origin: 'https://tomoshibi.example.jp' })

test('a mail arrives over SMTP: whole, with its own name, from this installation', async () => {
  const server = await openServer()
  await open(`smtp://${server.host}`).send(mail)
  expect(server.said).toContain('MAIL FROM:<no-reply@tomoshibi.example.jp>')
  expect(server.said).toContain('RCPT TO:<shien@example.jp>')
  const [head = '', body = ''] = (server.mails[0] ?? '').split('\n\n')
  expect(head).toContain(`Message-ID: <${id}@tomoshibi.example.jp>`)
  expect(head).toContain('Auto-Submitted: auto-generated')
  expect(Buffer.from(body, 'base64').toString('utf8')).toBe(mail.text)
})

test('the operator’s own sender stands in the envelope and in the mail', async () => {
  const server = await openServer()
  await open(`smtp://${server.host}`, 'tomoshibi@shi.example.jp').send(mail)
  expect(server.said).toContain('MAIL FROM:<tomoshibi@shi.example.jp>')
  expect(server.mails[0]).toMatch(/^From: .*<tomoshibi@shi\.example\.jp>$/m)
})

test('a password is not said on a line without encryption, nor is anything else sent', async () => {
  const server = await openServer()
  await expect(open(`smtp://tomoshibi:himitsu@${server.host}`).send(mail)).rejects.toThrow()
  expect(server.said.filter((line) => /^(AUTH|MAIL|DATA)/.test(line))).toEqual([])
  expect(server.mails).toEqual([])
})

test('what the server refuses is thrown, so that the job comes again', async () => {
  const server = await openServer({ refuses: /^RCPT/ })
  await expect(open(`smtp://${server.host}`).send(mail)).rejects.toThrow('no such mailbox')
  const [gone] = servers
  await new Promise((resolve) => gone?.close(resolve))
  await expect(open(`smtp://${server.host}`).send(mail)).rejects.toThrow('ECONNREFUSED')
})

test('an address of a mail server that is none is told before anything starts', () => {
  const read = (text: string) => readConfig({ TOMOSHIBI_SMTP_URL: text }).smtpUrl
  expect(read('smtps://user:p%40ss@smtp.example.jp')).toBe('smtps://user:p%40ss@smtp.example.jp')
  expect(read('')).toBeUndefined()
  for (const wrong of ['smtp.example.jp', 'https://smtp.example.jp', 'smtp://', 'ひみつ'])
    expect(() => read(wrong)).toThrow('TOMOSHIBI_SMTP_URL')
  expect(() => readConfig({ TOMOSHIBI_MAIL_FROM: 'だれか' })).toThrow('TOMOSHIBI_MAIL_FROM')
})
