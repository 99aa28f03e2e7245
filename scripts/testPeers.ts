import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import envPaths from 'env-paths'

/**
 * Prints the Python with which the tests of DICOM results ask highdicom, where that and the other programs that judge
 * our objects are here: dicom3tools, PixelMed (with a compiler of Java, by which it is asked about many reports at once)
 * and dcmtk as Debian packages, highdicom in an environment of its own in the user's cache folder. With --install what is
 * missing is installed, for which Debian asks for root; without, nothing is printed where anything is missing.
 */
const packages = ['dicom3tools', 'pixelmed-apps', 'default-jdk-headless', 'dcmtk']
const programs = ['dciodvfy', 'dcmp2pgm', 'dsrdump', 'dcmpschk', 'javac']
const environment = join(envPaths('FractureGuard', { suffix: '' }).cache, 'test-peers', 'highdicom-0.28.2')
const python = join(environment, 'bin', 'python')

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).error === undefined

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
}

const hasPrograms = (): boolean =>
  programs.every((program) => works(program)) && existsSync('/usr/share/java/pixelmed.jar')
const hasHighdicom = (): boolean =>
  existsSync(python) && spawnSync(python, ['-c', 'import highdicom'], { stdio: 'ignore' }).status === 0

try {
  if (process.argv.includes('--install')) {
    if (!hasPrograms()) {
      const options = ['-o', 'DPkg::Lock::Timeout=300', '-y', '--no-install-recommends']
      run('apt-get', 'update')
      run('apt-get', 'install', ...options, ...packages)
    }
    if (!hasHighdicom()) {
      mkdirSync(environment, { recursive: true, mode: 0o700 })
      run('python3', '-m', 'venv', environment)
      run(python, '-m', 'pip', 'install', '--quiet', 'highdicom==0.28.2', 'pydicom==3.0.2')
    }
  }
  if (hasPrograms() && hasHighdicom()) console.log(python)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
