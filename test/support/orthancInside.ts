/**
 * In a network namespace of its own, `node orthancInside.ts FOLDER CONFIGURATION (SOCKET PORT)…`: Orthanc, which listens on
 * all addresses, and ways to its ports through sockets in the file system. Ends with its standard input.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

const [, , folder, configuration, ...ways] = process.argv
execFileSync('ip', ['link', 'set', 'lo', 'up'])
const libraries = readdirSync(join(folder, 'usr/lib'))
  .filter((name) => name.endsWith('-linux-gnu'))
  .map((name) => join(folder, 'usr/lib', name))
const dictionary = join(folder, 'usr/share/libdcmtk17/dicom.dic')
const orthanc = spawn(join(folder, 'usr/sbin/Orthanc'), [configuration], {
  stdio: 'ignore',
  env: {
    ...process.env,
    LD_LIBRARY_PATH: libraries.join(':'),
    ...(existsSync(dictionary) ? { DCMDICTPATH: dictionary } : {}),
  },
})
orthanc.once('exit', () => process.exit(1))
for (let i = 0; i < ways.length; i += 2) {
  createServer((near) => {
    const far = connect(Number(ways[i + 1]), '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      one.on('error', () => undefined)
      one.once('close', () => other.destroy())
      one.pipe(other)
    }
  }).listen(ways[i])
}
process.stdin.resume().once('end', () => {
  orthanc.removeAllListeners('exit')
  orthanc.once('exit', () => process.exit(0))
  orthanc.kill('SIGTERM')
})
