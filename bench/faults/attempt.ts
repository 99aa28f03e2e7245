import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Random } from '#main/network/random.ts'

export type Found = { lost: number; inconsistent: number }
/** One try in an empty folder; undefined where this machine cannot do it. */
export type Attempt = (folder: string, random: Random) => Promise<Found | undefined>

/** Another program, of which is known what it has said, line by line. */
export function child(script: string, ...args: string[]) {
  const started = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  started.stdout.on('data', (chunk) => (said += chunk))
  const ended = once(started, 'exit')
  return { child: started, ended, said: () => said.split('\n').slice(0, -1) }
}
