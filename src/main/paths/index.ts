/** Paths as text, and as the system has them. */
export { isReachable, meantPath, pathText, realPath, systemPath } from './systemPath.ts'
