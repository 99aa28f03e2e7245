import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

type Json = { json?: boolean }

/** Writes a model into one new file. */
export function exportModel(id: string, file: string, options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { bytes } = await client.models.export({ modelId: id, file })
    output.record({ modelId: id, file, bytes })
    output.line(`${file}: ${(bytes / 2 ** 20).toFixed(1)} MiB. It names no film.`)
    return exitCodes.well
  })
}

/** Takes a model from an exported file; it does not become active. */
export function importModel(file: string, options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const summary = await client.models.import({ file })
    output.record(summary)
    output.line(`${summary.name} (${summary.id}) is here. Measure it on your own films before you use it:`)
    output.line(`  fractureguard evaluate DIR --model ${summary.id}`)
    return exitCodes.well
  })
}
