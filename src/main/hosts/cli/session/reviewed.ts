import { Option } from 'commander'
import { ProblemError } from '#shared/problem.ts'
import type { Client } from './session.ts'

export const reviewedOption = (): Option =>
  new Option(
    '--reviewed',
    'labels and marks are what was said of films in the worklist (default: those of dir; without dir, all of them)',
  ).default(false)

/** The folder of labelled films that is meant. Rejects with `films-not-named` or `films-none-reviewed`. */
export async function folderOf(client: Client, folder: string | undefined, reviewed: boolean): Promise<string> {
  if (folder !== undefined) return folder
  if (!reviewed) throw new ProblemError('films-not-named')
  const all = (await client.training.reviewed()).folder
  if (all === undefined) throw new ProblemError('films-none-reviewed')
  return all
}
