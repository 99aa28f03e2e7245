import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { runCommand } from './runCommand.ts'
import { pythonVersion, type Wheel } from './wheels.ts'

/** Unpacks one wheel, whose hash it has checked, into a folder. */
export type PackageInstaller = (wheel: Wheel, target: string, scratch: string, signal?: AbortSignal) => Promise<void>

const platforms: Record<string, { pip: string; uv: string }> = {
  x64: { pip: 'manylinux2014_x86_64', uv: 'x86_64-manylinux2014' },
  arm64: { pip: 'manylinux2014_aarch64', uv: 'aarch64-manylinux2014' },
}

/** Ways to call pip, then uv, which can do the same. */
const pips = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]

function pipArguments(arch: string): string[] {
  const tag = `cp${pythonVersion.replace('.', '')}`
  return [
    'install',
    '--no-compile',
    '--disable-pip-version-check',
    '--no-input',
    '--progress-bar',
    'off',
    '--implementation',
    'cp',
    '--abi',
    tag,
    '--python-version',
    pythonVersion,
    '--platform',
    platforms[arch].pip,
  ]
}

function uvArguments(arch: string): string[] {
  return ['pip', 'install', '--no-progress', '--python-version', pythonVersion, '--python-platform', platforms[arch].uv]
}

async function answers(command: readonly string[], signal?: AbortSignal): Promise<boolean> {
  return (await runCommand([...command, '--version'], { signal }))?.ok ?? false
}

/** The machine's own pip, or else uv. Rejects with `tool-missing` where there is neither. */
export async function findPackageInstaller(arch: string, signal?: AbortSignal): Promise<PackageInstaller> {
  for (const pip of pips) if (await answers(pip, signal)) return installer([...pip, ...pipArguments(arch)])
  if (await answers(['uv'], signal)) return installer(['uv', ...uvArguments(arch)])
  throw new ProblemError('pip-missing')
}

function installer(command: readonly string[]): PackageInstaller {
  return async (wheel, target, scratch, signal) => {
    await mkdir(scratch, { recursive: true })
    const requirements = join(scratch, 'requirements.txt')
    await writeFile(requirements, `${wheel.package}==${wheel.version} --hash=sha256:${wheel.sha256}\n`)
    const common = ['--target', target, '--no-deps', '--require-hashes', '--only-binary', ':all:', '-r', requirements]
    // Its temporary files lie where they are counted and cleared away, and not on a /tmp that may be small.
    const end = await runCommand([...command, ...common], { env: { ...process.env, TMPDIR: scratch }, signal })
    if (!end?.ok) throw downloadProblem(end?.output ?? '')
  }
}

/** What pip or uv said, as a problem that a person can do something about. */
export function downloadProblem(output: string): ProblemError {
  const cause = new Error(output.slice(-2000))
  if (/No space left on device|Errno 28|os error 28|Disk quota exceeded/i.test(output)) {
    return new ProblemError('installation-disk-full', { cause })
  }
  if (/DO NOT MATCH THE HASHES|Hash mismatch|HashMismatch/i.test(output)) {
    return new ProblemError('package-other', { cause })
  }
  if (
    /IncompleteRead|Connection broken|connection reset|ConnectionResetError|Read timed out|ReadTimeoutError|incomplete-download|unexpected EOF|end of file before message/i.test(
      output,
    )
  ) {
    return new ProblemError('download-broke-off', { cause })
  }
  if (
    /NewConnectionError|Max retries|name resolution|ProxyError|Network is unreachable|ConnectTimeout|Connection refused|CERTIFICATE_VERIFY|dns error|error sending request|Failed to fetch|Could not find a version|from versions: none/i.test(
      output,
    )
  ) {
    return new ProblemError('package-index-unreachable', { cause })
  }
  return new ProblemError('packages-not-installed', { cause })
}
