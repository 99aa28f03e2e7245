/** A command, or the browser host, in which errors arise that reach no handler: `node strayHost.ts cli|browser exception|rejection`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createOutput } from '#main/hosts/cli/print/output.ts'
import { withApplication } from '#main/hosts/cli/session/session.ts'

const [, , host, kind] = process.argv as string[] as [string, string, 'cli' | 'browser', string]

const thrown = (): never => {
  throw new TypeError('Muster^Anna')
}

process.exitCode = await withApplication(host, createOutput(false), async ({ client }) => {
  if (kind === 'exception') setImmediate(() => thrown())
  else void Promise.reject(new Error('Muster^Anna'))
  await sleep(300)
  // What comes after it still works.
  process.stdout.write(`${(await client.app.about()).host} goes on\n`)
  return 0
})
