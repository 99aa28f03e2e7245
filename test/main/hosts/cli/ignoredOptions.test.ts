import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runCli } from '#main/hosts/cli/program.ts'
import { newHome } from '../../../support/home.ts'

beforeEach(async () => void vi.stubEnv('FRACTUREGUARD_HOME', await newHome()))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const web = ['connections', 'add', 'web', '--dicomweb', 'https://pacs.invalid/dicom-web']
const node = ['connections', 'add', 'node', '--dicom', 'ARCHIVE@pacs.invalid:104']
const scan = ['scan', '/nowhere']

it.each([
  [[...web, '--tls'], '--calling and --tls are for --dicom'],
  [[...web, '--calling', 'US'], '--calling and --tls are for --dicom'],
  [[...node, '--user', 'reader'], '--user and --secret-file are for --dicomweb'],
  [[...node, '--secret-file', '/nonexistent'], '--user and --secret-file are for --dicomweb'],
  [[...scan, '--csv', 'a.csv', '--output', 'b.jsonl', '--format', 'jsonl'], 'name either --csv FILE or --output FILE'],
  [[...scan, '--csv', 'a.csv', '--format', 'jsonl'], '--format is for --output'],
  [[...scan, '--output', 'b.jsonl', '--format', 'jsonl', '--bom'], '--bom is for CSV'],
])('%j is refused: %s', async (command, sentence) => {
  const said: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  expect(await runCli([...command])).toBe(2)
  expect(said.join('')).toContain(`error: ${sentence}`)
})
