import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { libraryNames } from './buildAddon.ts'
import { runCommand } from './runCommand.ts'

export type PythonTensorflow = { folder: string; version: string; gpu: boolean; libraryFolders: string[] }

// Looks the package up without importing it, which would take seconds and start CUDA.
const question = `
import importlib.metadata, importlib.util, json
spec = importlib.util.find_spec("tensorflow")
names = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
version = next((names[n] for n in ("tensorflow", "tensorflow-cpu", "tensorflow_cpu") if n in names), "")
nvidia = importlib.util.find_spec("nvidia")
print(json.dumps({"folder": list(spec.submodule_search_locations)[0] if spec else None, "version": version,
  "nvidia": list(nvidia.submodule_search_locations) if nvidia else []}))
`

/**
 * The TensorFlow of a Python environment, by the path of its interpreter or its folder. Rejects with `not-found` where
 * it has none that can be used.
 */
export async function findPythonTensorflow(path: string, signal?: AbortSignal): Promise<PythonTensorflow> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory()
  const interpreter = isFolder ? join(path, 'bin', 'python3') : path
  const end = await runCommand([interpreter, '-c', question], { signal })
  if (!end?.ok) throw new ProblemError('python-missing')
  const found = answerOf(end.output)
  if (!found.folder || !(await hasLibraries(found.folder))) {
    throw new ProblemError('python-without-tensorflow')
  }
  const libraryFolders = (await Promise.all(found.nvidia.map(nvidiaFolders))).flat()
  return { folder: found.folder, version: found.version, gpu: libraryFolders.length > 0, libraryFolders }
}

const answerSchema = z.object({ folder: z.string().nullable(), version: z.string(), nvidia: z.array(z.string()) })

/** What Python answered on its last line. Another program says something else, and ends as well as Python does. */
function answerOf(output: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(output.trim().split('\n').at(-1)!))
  } catch (cause) {
    throw new ProblemError('python-missing', { cause })
  }
}

async function hasLibraries(folder: string): Promise<boolean> {
  const needed = [...libraryNames, join('include', 'tensorflow', 'c', 'c_api.h')]
  const found = await Promise.all(
    needed.map((name) =>
      stat(join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.every(Boolean)
}

async function nvidiaFolders(folder: string): Promise<string[]> {
  const parts = await readdir(folder).catch(() => [])
  const folders = parts.map((part) => join(folder, part, 'lib'))
  const isThere = await Promise.all(
    folders.map((lib) =>
      stat(lib).then(
        () => true,
        () => false,
      ),
    ),
  )
  return folders.filter((_, i) => isThere[i])
}
