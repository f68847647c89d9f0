import { createServer } from 'node:net'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'

type Door = { readonly host: string; readonly port: number }

/** Looks whether the door is free before anything else is started; throws the sentence with a free one otherwise. */
export async function refuseTakenPort(door: Door): Promise<void> {
  const code = await tryPort(door)
  if (code === undefined) return
  throw await portTrouble(door, code)
}

/** The sentence for a listening error, whoever met it. */
export async function portTrouble({ host, port }: Door, code: string): Promise<OperatorTrouble> {
  if (code === 'EADDRINUSE') {
    const free = await nextFreePort({ host, port: port + 1 })
    return new OperatorTrouble(
      'port-in-use',
      `ポート ${port} は、ほかのプログラムが使っています。そちらを止めるか、PORT=${free} npm start で始めてください。`,
      { exitCode: 75 },
    )
  }
  if (code === 'EACCES') {
    const free = await nextFreePort({ host, port: 3000 })
    return new OperatorTrouble(
      'port-closed',
      `ポート ${port} を開く権利がありません。PORT=${free} npm start で始めてください。`,
    )
  }
  return new OperatorTrouble(
    'address-unusable',
    `${host} のポート ${port} を開けません。環境変数 HOST がこの機械の住所かどうかを確かめてください。`,
  )
}

async function nextFreePort({ host, port }: Door): Promise<number> {
  for (let candidate = port; candidate < port + 100 && candidate < 65_536; candidate++) {
    if ((await tryPort({ host, port: candidate })) === undefined) return candidate
  }
  return 0
}

/** The error code of listening there; undefined when it works. */
function tryPort({ host, port }: Door): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (cause) => resolve(errorCodeOf(cause) ?? 'unknown'))
    server.listen({ host, port }, () => server.close(() => resolve(undefined)))
  })
}
