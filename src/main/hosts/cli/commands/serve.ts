import { join } from 'node:path'
import { packageRoot } from '#main/app/index.ts'
import { openInBrowser } from '#main/hosts/browser/openInBrowser.ts'
import { serveBrowserHost } from '#main/hosts/browser/serve.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

export type ServeOptions = { port: number; open: boolean }

/** Serves until the user wants an end. */
export function serve(options: ServeOptions): Promise<number> {
  const output = createOutput(false)
  return withApplication('browser', output, async ({ application, signal }) => {
    const host = await serveBrowserHost({
      application,
      port: options.port,
      pageDirectory: join(packageRoot, 'out', 'renderer'),
    })
    output.line(`FractureGuard is at ${host.url}`)
    output.line(
      'The address contains a key: anyone who has it can do what the program can on this machine. Press Ctrl-C to stop.',
    )
    const browser = options.open ? await openInBrowser(host.url).catch(() => undefined) : undefined
    if (options.open && !browser?.opened) output.line('No browser could be started; open the address yourself.')
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    await browser?.close()
    await host.close()
    return exitCodes.well
  })
}
