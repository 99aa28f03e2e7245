export function builderConfig(
  platform?: NodeJS.Platform,
  arch?: string,
): {
  linux: { target: string[] }
  win: { target: string[] }
  mac: { target: string[] }
  publish: null
  asar: boolean
  npmRebuild: boolean
  nsis: { deleteAppDataOnUninstall: boolean }
  files: string[]
  fileAssociations: { ext: string; mimeType: string }[]
}
