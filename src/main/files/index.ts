/** Files and folders, whatever lies in them. */
export { commonFolder } from './commonFolder.ts'
export { folderEntries } from './folderEntries.ts'
export { folderSize } from './folderSize.ts'
export { globMatcher } from './glob.ts'
export { readRegularFile, requireRegularFile } from './regularFile.ts'
export { type Skipped, type WalkEvent, type Walked, walk, walkAll } from './walk.ts'
export { pathText, realPath, systemPath } from '#main/paths/index.ts'
export { writeNewFile } from './writeNewFile.ts'
