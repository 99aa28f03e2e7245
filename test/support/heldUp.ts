/**
 * A command that has asked something of a drive that does not answer: `node heldUp.ts PIPE signal|end`. A pipe to which
 * nobody writes, opened as it must not be, keeps a thread as such a drive does.
 */
import { open } from 'node:fs/promises'
import { leave } from '#main/compute/index.ts'
import { createOutput } from '#main/hosts/cli/print/output.ts'
import { withApplication } from '#main/hosts/cli/session/session.ts'

const [, , pipe, way] = process.argv as string[] as [string, string, string, string]

const code = await withApplication('cli', createOutput(false), async () => {
  void open(pipe)
  process.stdout.write('held up\n')
  return way === 'end' ? 3 : new Promise<number>(() => undefined)
})
await leave(code)
