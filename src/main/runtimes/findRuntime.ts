import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { addonName, tfjsNodeFolder } from './buildAddon.ts'
import { manifestName, runtimeName } from './runtimeFolder.ts'

/** Names the folder of runtimes to the process that computes. */
export const runtimesVariable = 'FRACTUREGUARD_RUNTIMES'

/** Where tfjs-node's own installation puts its addon, on a machine where its download works and was asked for. */
const ownAddon = join(tfjsNodeFolder, 'lib', 'napi-v8', addonName)

/** The addon of the installed runtime, else tfjs-node's own; undefined where there is neither. */
export function findAddon(runtimes: string | undefined, own = ownAddon): string | undefined {
  const installed = runtimes === undefined ? undefined : join(runtimes, runtimeName, addonName)
  return [installed, own].find((path) => path !== undefined && existsSync(path))
}

/** Another word where another runtime is installed, or none. */
export function runtimeIdentity(runtimes: string): string {
  if (findAddon(runtimes) === undefined) return 'none'
  try {
    return createHash('sha256')
      .update(readFileSync(join(runtimes, runtimeName, manifestName)))
      .digest('hex')
      .slice(0, 16)
  } catch {
    return 'own'
  }
}

/** What the environment of a process that computes must have besides its parent's. */
export function runtimeEnvironment(
  runtimes: string,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const folder = join(runtimes, runtimeName)
  const variables: Record<string, string> = {
    [runtimesVariable]: runtimes,
    TF_CPP_MIN_LOG_LEVEL: inherited.TF_CPP_MIN_LOG_LEVEL ?? '2',
  }
  const folders = libraryFolders(folder).map((path) => resolve(folder, path))
  // The loader reads it when a process starts; nothing inside the process can add to it later.
  if (folders.length > 0)
    variables.LD_LIBRARY_PATH = [...folders, inherited.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return variables
}

const libraryFoldersSchema = z.object({ libraryFolders: z.array(z.string()) })

function libraryFolders(folder: string): string[] {
  try {
    return libraryFoldersSchema.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8'))).libraryFolders
  } catch {
    return []
  }
}
