import type { ActiveModel } from '#shared/model.ts'
import { fromProblem } from '#shared/problem.ts'
import type { Client } from './session.ts'

/** Throws where the chosen model cannot read: no other one is taken unasked. */
export async function activeModel(client: Client): Promise<ActiveModel> {
  const { activeModel } = await client.app.about()
  if (activeModel.problem) throw fromProblem(activeModel.problem)
  return activeModel
}
