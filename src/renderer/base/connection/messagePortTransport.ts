import { RPCLink } from '@orpc/client/message-port'
import { portReply, portRequest } from '#shared/bridge.ts'
import type { Transport } from './transport.ts'

const portTimeoutMs = 10_000

/** Electron's way: a port that the preload hands over on request. Rejects when none comes within ten seconds. */
export function openMessagePortTransport(): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer)
      window.removeEventListener('message', take)
    }
    const take = (event: MessageEvent) => {
      const port = event.ports[0]
      if (event.source !== window || event.data !== portReply || !port) return
      settle()
      const closed = new Promise<void>((resolveClosed) => {
        port.addEventListener('close', () => resolveClosed(), { once: true })
      })
      const link = new RPCLink({ port })
      port.start()
      resolve({ link, closed, close: () => port.close() })
    }
    const timer = setTimeout(() => {
      settle()
      reject(new Error('The program did not hand over a port.'))
    }, portTimeoutMs)
    window.addEventListener('message', take)
    window.postMessage(portRequest, '*')
  })
}
