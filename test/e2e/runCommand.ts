import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { command } from './servedPage.ts'

/** What the program's command line prints, on a data folder; rejects where it fails. */
export async function runCommand(home: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, FRACTUREGUARD_HOME: home }
  return (await promisify(execFile)(process.execPath, [command, ...words], { env })).stdout
}
