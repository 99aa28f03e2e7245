// node packDry.mjs PROJECT ELECTRON OUTPUT VERSION: electron-builder with the program's own configuration on another folder.
import { build } from 'electron-builder'
import { builderConfig } from '../../packaging/builder.mjs'

const [, , projectDir, electronDist, output, electronVersion] = process.argv
const config = builderConfig('linux', 'x64')
await build({
  projectDir,
  dir: true,
  publish: 'never',
  linux: ['dir'],
  x64: true,
  config: { ...config, electronVersion, electronDist, directories: { ...config.directories, output } },
})
