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

/** What is below a command, or the command itself where nothing is. */
async function leaves(...command: string[]): Promise<string[]> {
  const [, list = ''] = (await help(...command)).split('\nCommands:\n')
  const names = [...list.matchAll(/^ {2}([a-z]+)/gm)].flatMap(([, name]) => (name && name !== 'help' ? [name] : []))
  if (names.length === 0) return [command.join(' ')]
  const below: string[] = []
  for (const name of names) below.push(...(await leaves(...command, name)))
  return below
}

const commands = await leaves()

describe('the help of every command', () => {
  it('is found from that of the program', () => {
    expect(commands).toEqual(
      expect.arrayContaining(['read', 'scan', 'train', 'models compare', 'keys revoke', 'node run', 'fleet work']),
    )
    expect(commands.length).toBeGreaterThan(40)
  })

  it.each(commands)('%s has an example of its own, and says no word twice', async (command) => {
    const text = await help(...command.split(' '))
    const [said, examples = ''] = text.split('\nExamples:\n')
    // What runs where no command below it is named has its example without its name.
    expect(examples).toMatch(new RegExp(`\\$ fractureguard ${command.replace(/^(\w+) (\w+)$/, '$1( $2)?')}`))
    expect(said).not.toMatch(/\b([a-z]+)( |\n +)\1\b/i)
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
