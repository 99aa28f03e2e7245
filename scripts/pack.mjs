// npm run pack -- [--dir] [--electron FOLDER] [--output FOLDER]: the program as packages of this system.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build as pack } from 'electron-builder'
import { builderConfig } from '../packaging/builder.mjs'
import { build } from './build.mjs'
import { root } from './install.mjs'
import { writePapers } from './papers.ts'

const { values } = parseArgs({
  options: {
    /** Only the folder that packages are made of. */
    dir: { type: 'boolean', default: false },
    /** A folder with Electron, which is then not downloaded. */
    electron: { type: 'string' },
    output: { type: 'string' },
  },
})

const built = build()
if (!built.ok) throw new Error(`The program could not be built:\n${built.output}`)
writePapers(join(root, 'out', 'papers'))
const config = builderConfig()
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
await pack({
  projectDir: root,
  dir: values.dir,
  publish: 'never',
  config: {
    ...config,
    electronVersion: devDependencies.electron,
    ...(values.electron ? { electronDist: values.electron } : {}),
    ...(values.output ? { directories: { ...config.directories, output: values.output } } : {}),
  },
})
