/** Files models away, chooses, exports and deletes them: `modelChild.ts MODELS SCRATCH`. Says what was done. */
import { join } from 'node:path'
import { packModel, ModelRegistry } from '#main/registry/index.ts'
import { writeEmptyModel } from '../../test/support/emptyModel.ts'

const [models, scratch] = process.argv.slice(2)
const registry = new ModelRegistry({ models, starter: join(scratch, 'starter') })
for (let round = 0; round < 10_000; round++) {
  const id = `model-${round}`
  await writeEmptyModel(join(scratch, id), id)
  process.stdout.write(`adding ${id}\n`)
  await registry.add(join(scratch, id))
  process.stdout.write(`added ${id}\n`)
  await registry.activate(id)
  process.stdout.write(`active ${id}\n`)
  await packModel(join(models, id), join(scratch, `${id}.zip`))
  process.stdout.write(`exported ${id}\n`)
  if (round % 2 === 0) continue
  const gone = `model-${round - 1}`
  process.stdout.write(`removing ${gone}\n`)
  await registry.remove(gone, false)
  process.stdout.write(`removed ${gone}\n`)
}
