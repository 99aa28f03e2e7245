import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { homeMark } from './claimFolder.ts'
import { usualHome } from './usualHome.ts'

/**
 * Keeps what Node compiles of the program in the folder of its data, for this process and those that it starts: a
 * command then begins in half the time. Not in the system's temporary folder, where Node would keep it: other users
 * could put code there. Does nothing before there is a folder of data, and where Node was told another place.
 */
export function keepCompiledCode(environment: NodeJS.ProcessEnv = process.env): void {
  const home = usualHome(environment)
  if (environment.NODE_COMPILE_CACHE === undefined) {
    if (!existsSync(join(home, homeMark))) return
    environment.NODE_COMPILE_CACHE = join(home, 'code')
  }
  enableCompileCache(environment.NODE_COMPILE_CACHE)
}
