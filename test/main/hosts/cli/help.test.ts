import { describe, expect, it, vi } from 'vitest'
import { runCli } from '#main/hosts/cli/program.ts'

async function help(...command: string[]): Promise<string> {
  let text = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  try {
    expect(await runCli([...command, '--help'])).toBe(0)
  } finally {
    write.mockRestore()
  }
  return text
}

const commands = [
  'read',
  'scan',
  'inspect',
  'train',
  'evaluate',
  'serve',
  'doctor',
  'deidentify',
  'marks export',
  ...['create', 'list', 'revoke'].map((name) => `keys ${name}`),
  'node status',
  'runs list',
  'runs export',
  ...['list', 'verify', 'export'].map((name) => `audit ${name}`),
  ...['list', 'show', 'summary', 'compare', 'activate', 'rollback', 'export', 'import', 'delete'].map(
    (name) => `models ${name}`,
  ),
]

describe('the help of every command', () => {
  it.each(commands)('%s has an example of its own', async (command) => {
    expect(await help(...command.split(' '))).toContain(`$ fractureguard ${command}`)
  })

  it('names key images where they are written', async () => {
    const text = async (...command: string[]) => (await help(...command)).replaceAll(/\s+/g, ' ')
    expect(await text('read')).toContain('; key images always get a list of their own')
    for (const command of [['scan'], ['node', 'run']]) {
      expect(await text(...command)).toContain('ko (lists of the films called Fracture)')
      expect(await text(...command)).not.toContain('key images')
    }
  })
})
