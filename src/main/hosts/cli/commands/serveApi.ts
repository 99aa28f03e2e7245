import { ProblemError } from '#shared/problem.ts'
import { openHome } from '#main/app/index.ts'
import { readRegularFile } from '#main/files/index.ts'
import { ApiKeys } from '#main/hosts/api/keys.ts'
import { serveApi } from '#main/hosts/api/serveApi.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

export type ApiServeOptions = {
  port: number
  api: boolean
  apiHost: string
  tlsCert?: string
  tlsKey?: string
  behindProxy: boolean
  apiRate: number
  apiMegabytes: number
}

/**
 * Serves the HTTP API until the user wants an end. As for other commands, nothing of the films is kept on this machine.
 */
export function serveHttpApi(options: ApiServeOptions): Promise<number> {
  const output = createOutput(false)
  return withApplication('cli', output, async ({ client, signal }) => {
    const keys = new ApiKeys(openHome().root)
    const api = await serveApi({
      client,
      keys,
      host: options.apiHost,
      port: options.port,
      tls: await certificate(options),
      behindProxy: options.behindProxy,
      perMinute: options.apiRate,
      largestFilm: options.apiMegabytes * 2 ** 20,
    })
    output.line(`FractureGuard’s API is at ${api.url}/v1/`)
    const usable = (await keys.list()).filter(({ revokedAt }) => revokedAt === undefined)
    if (usable.length === 0)
      output.line('There is no key yet. To create one: fractureguard keys create NAME --scope models --scope readings')
    output.line('Research and teaching only, not a medical device. Press Ctrl-C to stop.')
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    await api.close()
    return exitCodes.well
  })
}

async function certificate({ tlsCert, tlsKey }: ApiServeOptions): Promise<{ cert: string; key: string } | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  try {
    const [cert, key] = await Promise.all([tlsCert ?? '', tlsKey ?? ''].map((file) => readRegularFile(file)))
    return { cert: cert!.toString('utf8'), key: key!.toString('utf8') }
  } catch (cause) {
    throw new ProblemError('api-certificate-unusable', { cause })
  }
}
