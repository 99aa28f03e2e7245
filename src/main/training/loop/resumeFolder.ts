import { join } from 'node:path'

/**
 * Folder in a run's folder that only serves to resume it: of each round, how far it came. Named as versions before
 * named it.
 */
export const resumeFolder = 'parts'

/**
 * Where a way keeps how far it came in a round; that of the last way lies where versions before kept theirs, so that a
 * run of theirs is refused and does not start again unsaid.
 */
export function checkpointFolder(runDirectory: string, round: string, way: string, isLast: boolean): string {
  return join(runDirectory, resumeFolder, round, isLast ? 'checkpoint' : way)
}
