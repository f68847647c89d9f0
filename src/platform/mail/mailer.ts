import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'

/** One mail. `id` is its name for good: sent twice it has the same Message-ID, spooled twice it is the same file. */
export type Mail = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }
export type Mailer = { send(mail: Mail): Promise<void> }

export type MailOptions = {
  /** Such as `smtps://user:password@smtp.example.jp`; absent: the spool folder. */
  readonly smtpUrl: string | undefined
  /** Where mails wait as `.eml` files when no server is configured (0700). */
  readonly spoolFolder: string
  /** The installation's address, such as `https://tomoshibi.example.jp`: its host is the sender's. */
  readonly origin: string
  /** The sender's address, where the server takes mail from one of its own only. */
  readonly from?: string | undefined
}

/** A job that waits longer (ms) is better begun again later. */
const waiting = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** A password goes over no line that others could read: `smtp://` with one asks for STARTTLS, and sends nothing without. */
function encryption(smtpUrl: string): { requireTLS?: true } {
  const { protocol, username } = new URL(smtpUrl)
  return protocol === 'smtp:' && username !== '' ? { requireTLS: true } : {}
}

/** Mail through the operator's server, or into a local spool that nobody needs to configure. */
export function openMailer({ smtpUrl, spoolFolder, origin, from }: MailOptions): Mailer {
  const host = from?.split('@').at(-1) ?? new URL(origin).hostname
  const envelope = ({ id, ...mail }: Mail) => ({
    ...mail,
    from: { name: 'ともしび', address: from ?? `no-reply@${host}` },
    messageId: `<${id}@${host}>`,
    headers: { 'auto-submitted': 'auto-generated' },
  })
  if (smtpUrl !== undefined) {
    const transport = createTransport({ url: smtpUrl, ...waiting, ...encryption(smtpUrl) })
    return {
      send: async (mail) => {
        await transport.sendMail(envelope(mail))
      },
    }
  }
  const composer = createTransport({ streamTransport: true, buffer: true })
  return {
    send: async (mail) => {
      const { message } = await composer.sendMail(envelope(mail))
      await mkdir(spoolFolder, { recursive: true, mode: 0o700 })
      await chmod(spoolFolder, 0o700)
      if (!Buffer.isBuffer(message)) throw new TypeError('a buffered message was expected')
      await writeFile(join(spoolFolder, `${mail.id}.eml`), message, { mode: 0o600 })
    },
  }
}
