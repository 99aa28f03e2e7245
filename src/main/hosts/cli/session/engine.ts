import { Option } from 'commander'
import { engineNames, type EngineName } from '#shared/engine.ts'
import type { Output } from '../print/output.ts'
import type { Client } from './session.ts'

export const engineOption = (): Option => {
  return new Option(
    '--engine <name>',
    'what computes, and nothing else (default: that of the settings, else the best one that "doctor" found)',
  ).choices(engineNames)
}

/**
 * Before long work that asks for no engine: finds out which is the best one, where nobody has yet. What it answers with
 * is to be called after that work, and says on standard error where the processor had to go on.
 */
export async function chooseEngine(
  client: Client,
  asked: EngineName | undefined,
  output: Output,
): Promise<() => Promise<void>> {
  if (asked !== undefined) return async () => undefined
  output.progress('Trying which engine is the best here, once …')
  // Where that cannot be found out, the processor computes.
  await client.engines.doctor().catch(() => undefined)
  const { engine: before } = await client.app.about()
  return async () => {
    const { engine } = await client.app.about()
    if (engine !== before)
      output.aside(
        `The engine ${before} failed, and ${engine} went on in its place. What is known of it: fractureguard doctor`,
      )
  }
}
