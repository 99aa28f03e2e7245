import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

type Json = { json?: boolean }

export type ExportOptions = Json & { name?: string; column?: string[] }

/** Writes a model into one new file, and says which words of this place go along. */
export function exportModel(id: string, file: string, { name, column: columns, json }: ExportOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { bytes, card } = await client.models.export({ modelId: id, file, along: { name, columns } })
    const words = card && { name: card.name, id: card.id, classNames: card.classNames, columns: columns ?? [] }
    output.record({ modelId: id, file, bytes, ...(words ? { along: words } : {}) })
    output.line(`${file}: ${(bytes / 2 ** 20).toFixed(1)} MiB. It contains no film names.`)
    if (words) {
      output.line(
        `Its name in the file is ${words.name} (${words.id}); its classes are ${words.classNames.join(', ')}.`,
      )
      output.line(`Columns of the data in its report: ${words.columns.join(', ') || 'none'}.`)
    }
    return exitCodes.well
  })
}

/** Takes a model from an exported file; it does not become active. */
export function importModel(file: string, options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const summary = await client.models.import({ file })
    output.record(summary)
    output.line(`${summary.name} (${summary.id}) imported. Measure it on your own films before you use it:`)
    output.line(`  fractureguard evaluate DIR --model ${summary.id}`)
    return exitCodes.well
  })
}
