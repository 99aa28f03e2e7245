import { homedir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '#main/app/index.ts'
import { openInBrowser } from '#main/hosts/browser/openInBrowser.ts'
import { serveBrowserHost } from '#main/hosts/browser/serve.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication, type Session } from '../session/session.ts'

export type ServeOptions = { port: number; open: boolean; root: string[] }

/** Serves until the user wants an end. The page reaches what lies in the roots: the home folder where none is named. */
export function serve(options: ServeOptions): Promise<number> {
  const output = createOutput(false)
  const roots = options.root.length > 0 ? options.root : [homedir()]
  const work = async ({ application, signal }: Session): Promise<number> => {
    const host = await serveBrowserHost({
      application,
      port: options.port,
      pageDirectory: join(packageRoot, 'out', 'renderer'),
    })
    output.line(`FractureGuard is at ${host.url}`)
    output.line(
      'The address contains a key: anyone who has it can do what the program can on this machine. Press Ctrl-C to stop.',
    )
    output.line(`The page reaches ${roots.join(', ')} and nothing else; --root names other folders.`)
    const browser = options.open ? await openInBrowser(host.url).catch(() => undefined) : undefined
    if (options.open && !browser?.opened) output.line('No browser could be started; open the address yourself.')
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    await browser?.close()
    await host.close()
    return exitCodes.well
  }
  return withApplication('browser', output, work, { roots })
}
