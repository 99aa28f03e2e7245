import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { ProblemError } from '#shared/problem.ts'
import { experimentId, mlflowFiles, type RunToShare } from './mlflowFiles.ts'

/**
 * Writes a run into a file store, which may be there already with other runs. The run appears as a whole. Rejects with
 * `wrong-use` where the run is there already, or `not-readable` where nothing can be written.
 */
export async function writeMlflow(folder: string, run: RunToShare): Promise<{ path: string; files: number }> {
  const files = mlflowFiles(run)
  const id = run.runId.replaceAll('-', '')
  const path = join(folder, experimentId, id)
  const beside = join(folder, experimentId, `.${id}.part`)
  const isThere = (file: string): Promise<boolean> =>
    access(file).then(
      () => true,
      () => false,
    )
  if (await isThere(path)) throw new ProblemError('run-exported-already')
  try {
    await rm(beside, { recursive: true, force: true })
    for (const [name, text] of files) {
      const within = name.slice(experimentId.length + 1)
      const file = within.startsWith(id) ? join(beside, within.slice(id.length + 1)) : join(folder, name)
      await mkdir(dirname(file), { recursive: true })
      if (file.startsWith(beside)) await writeFile(file, text)
      // That of the experiment, which all runs share: a half of it would be in the way of them all.
      else if (!(await isThere(file))) await writeFileAtomic(file, text)
    }
    for (const empty of ['metrics', 'params', 'tags', 'artifacts'])
      await mkdir(join(beside, empty), { recursive: true })
    await rename(beside, path)
  } catch (cause) {
    await rm(beside, { recursive: true, force: true }).catch(() => undefined)
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new ProblemError('new-file-disk-full', { cause })
    throw new ProblemError('new-file-not-writable', { cause })
  }
  return { path, files: files.size }
}
