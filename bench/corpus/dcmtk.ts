import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { forEachStoredFrame } from '#main/study/openStudy.ts'
import { summaryOf, type Outcome } from './summary.ts'

const jpeg = ['50', '51', '57', '70']

/** The command of dcmtk that undoes a transfer syntax, with its options; undefined where it has none. */
function commandFor(transferSyntax: string): string[] | undefined {
  const compressed = /^1\.2\.840\.10008\.1\.2\.4\.(\d+)$/.exec(transferSyntax)?.[1]
  // `+cn`: the colour model stays as it is stored.
  if (compressed !== undefined && jpeg.includes(compressed)) return ['dcmdjpeg', '+cn']
  if (compressed === '80' || compressed === '81') return ['dcmdjpls', '+cn']
  if (compressed !== undefined) return undefined
  return transferSyntax === '1.2.840.10008.1.2.5' ? ['dcmdrle'] : ['dcmconv', '+te']
}

export function hasDcmtk(): boolean {
  return spawnSync('dcmconv', ['--version']).status === 0
}

/**
 * What dcmtk makes of a file: its own commands write it uncompressed into a folder, and this program reads that, which
 * compares the codecs and the data set.
 */
export async function byDcmtk(path: string, transferSyntax: string, folder: string): Promise<Outcome> {
  const [command, ...options] = commandFor(transferSyntax) ?? []
  if (command === undefined) return { error: 'no decoder' }
  const written = join(folder, 'plain')
  const { status } = spawnSync(command, [...options, path, written], { stdio: 'ignore', timeout: 120_000 })
  if (status !== 0) return { error: 'failed' }
  try {
    const frames: ArrayLike<number>[] = []
    await forEachStoredFrame(written, ({ values }) => frames.push(values))
    return summaryOf(frames)
  } catch {
    return { error: 'not readable' }
  } finally {
    rmSync(written, { force: true })
  }
}
