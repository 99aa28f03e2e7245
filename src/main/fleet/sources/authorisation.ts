import { ProblemError } from '#shared/problem.ts'

/** What an archive is told of who asks, such as `Bearer …`; it stays on this machine. */
const authorisationVariable = 'FRACTUREGUARD_DICOMWEB_AUTHORIZATION'
/** Which archive that is for: a scan, which whoever has the database can write, may name any host. */
const originVariable = 'FRACTUREGUARD_DICOMWEB_ORIGIN'

/**
 * What this archive is told of who asks; undefined where there is nothing to tell, 'withheld' where it is for another
 * archive. Throws 'fleet-archive-origin' where nobody said for which, and 'fleet-archive-unencrypted'.
 */
export function authorisationFor(base: string): { authorization: string } | 'withheld' | undefined {
  const authorization = process.env[authorisationVariable]
  if (!authorization) return undefined
  const url = new URL(base)
  if (url.origin !== originOf(process.env[originVariable] ?? '')) return 'withheld'
  if (url.protocol !== 'https:' && !isLoopback(url)) throw new ProblemError('fleet-archive-unencrypted')
  return { authorization }
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (!isOrigin) throw new ProblemError('fleet-archive-origin')
  return url.origin
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
