import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { keyParameter, socketProtocol } from '#shared/browserKey.ts'

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Names under which a browser on this machine, or at the near end of an SSH tunnel, reaches the loopback interface. */
const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * True when the request was made to a loopback name. A page elsewhere whose host name was pointed at 127.0.0.1 (DNS
 * rebinding) sends its own name. The port is left open because the near end of a tunnel may have another one.
 */
export function hasLoopbackHost(headers: IncomingHttpHeaders): boolean {
  const host = headers.host ?? ''
  return loopbackNames.has(host.replace(/:\d+$/, ''))
}

/** True when a script of the very page that this host served is asking, and not one of another port. */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.host !== undefined && headers.origin === `http://${headers.host}`
}

/**
 * Who may use this host: whoever knows a key that is made at its start. The key is no cookie, since browsers send
 * cookies to all ports of a name, and with that to whatever else listens on this machine.
 */
export class Access {
  readonly key = randomBytes(32).toString('base64url')
  readonly #digest = sha256(this.key)

  /** The page's address. What follows the `#` is never sent; the page keeps it and takes it out of the address. */
  address(port: number): string {
    return `http://127.0.0.1:${port}/#${keyParameter}=${this.key}`
  }

  /** Constant in time; digests make both sides equally long. */
  #isKey(candidate: string): boolean {
    return timingSafeEqual(sha256(candidate), this.#digest)
  }

  /** A page cannot give a socket any header but the protocols that it offers: ours, and the key. */
  hasKey(headers: IncomingHttpHeaders): boolean {
    const [protocol, key, ...more] = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    return protocol === socketProtocol && key !== undefined && more.length === 0 && this.#isKey(key)
  }
}
