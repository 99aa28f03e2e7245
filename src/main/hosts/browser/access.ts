import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

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

/**
 * True when a script of the very page that this host served is asking: other origins on this machine share its cookies.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.host !== undefined && headers.origin === `http://${headers.host}`
}

/** Who may use this host: whoever knows a token that is made at its start, or has a cookie that was given for it. */
export class Access {
  readonly token = randomBytes(32).toString('base64url')
  readonly #digest = sha256(this.token)
  /** Its own for each host that runs, because browsers keep one set of cookies for all ports of a name. */
  readonly #cookieName = `fractureguard-${sha256(`cookie name of ${this.token}`).toString('hex').slice(0, 12)}`

  /** Constant in time; digests make both sides equally long. */
  isToken(candidate: string | null | undefined): boolean {
    return typeof candidate === 'string' && timingSafeEqual(sha256(candidate), this.#digest)
  }

  hasCookie(headers: IncomingHttpHeaders): boolean {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
    return pairs.some(
      (pair) => pair.startsWith(`${this.#cookieName}=`) && this.isToken(pair.slice(this.#cookieName.length + 1)),
    )
  }

  /** Value of the Set-Cookie header. Without `Secure`: loopback is plain HTTP. */
  cookie(): string {
    return `${this.#cookieName}=${this.token}; Path=/; HttpOnly; SameSite=Strict`
  }
}
