import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('The program’s package.json is missing.')
    folder = parent
  }
  return folder
}

/** The program's own folder, from source and from the bundle alike: it holds package.json and resources. */
export const packageRoot = findPackageRoot()

export const resources = {
  starter: join(packageRoot, 'resources', 'starter'),
  samples: join(packageRoot, 'resources', 'samples'),
}

export const programVersion: string = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version
