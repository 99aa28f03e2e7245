import { spawnSync } from 'node:child_process'

/** The Python that has highdicom, where all programs that judge our objects are here; see scripts/testPeers.ts. */
export const peersPython = process.env.FRACTUREGUARD_PEERS

/** Why the tests of peers are skipped, for the name of their group. */
export const peersReason = peersPython ? '' : ' (skipped: the programs are not here; scripts/testPeers.ts --install)'

/** Runs a program of another maker to its end; answers with all that it printed and its exit code. */
export function ask(command: string, args: readonly string[]): { code: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (error) throw error
  return { code: status, output: stdout + stderr }
}

/** What dciodvfy calls an error of an object. */
export const errorsOf = (file: string): string[] =>
  ask('dciodvfy', [file])
    .output.split('\n')
    .filter((line) => line.startsWith('Error'))
