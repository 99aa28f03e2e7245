import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import envPaths from 'env-paths'
import { usualHome } from '#main/app/home/usualHome.ts'
import { installRuntime } from '#main/runtimes/install.ts'
import { listRuntimes, runtimeName } from '#main/runtimes/runtimeFolder.ts'
import { toProblem } from '#shared/problem.ts'

/**
 * Prints the folder of runtimes with which the tests of the TensorFlow engine run: the user's, or one of their own in
 * the user's cache folder. With --install the latter is made where it is missing or damaged; else nothing is printed
 * where there is none.
 */
const own = join(envPaths('FractureGuard', { suffix: '' }).cache, 'test-runtimes')

try {
  const places = [join(usualHome(), 'runtimes'), own].filter((place) => existsSync(join(place, runtimeName)))
  const states = await Promise.all(places.map(listRuntimes))
  const sound = places.find((_, i) => states[i].some(({ problem }) => !problem))
  if (!sound && process.argv.includes('--install')) {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    await installRuntime(own, { name: runtimeName, gpu: false })
    console.log(own)
  } else if (sound) console.log(sound)
} catch (thrown) {
  console.error(toProblem(thrown).message)
  process.exitCode = 1
}
