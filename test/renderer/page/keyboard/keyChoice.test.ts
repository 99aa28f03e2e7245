import { describe, expect, it } from 'vitest'
import type { Command } from '#renderer/page/commands/command.ts'
import { isFixed, ownerOf, withKeys } from '#renderer/page/keyboard/keyChoice.ts'

const command = (id: string, ...keys: string[]) => ({ id, keys, usualKeys: keys })
const commands = [command('flip', 'h'), command('length', 'l'), command('next', 'ArrowDown', 'j')]

describe('choosing keys', () => {
  it('keeps a command’s own keys, and nothing of the others', () => {
    expect(withKeys(commands, {}, 'flip', ['x'])).toEqual({ flip: ['x'] })
    expect(withKeys(commands, { flip: ['x'] }, 'length', ['m'])).toEqual({ flip: ['x'], length: ['m'] })
    expect(withKeys(commands, {}, 'next', [])).toEqual({ next: [] })
  })

  it('takes a key from whoever was given it', () => {
    expect(withKeys(commands, { flip: ['x', 'y'] }, 'next', ['y'])).toEqual({ flip: ['x'], next: ['y'] })
  })

  it('forgets a choice that is the usual one again', () => {
    expect(withKeys(commands, { flip: ['x'] }, 'flip', ['h'])).toEqual({})
    // Its usual key was given away: it comes back, and the other has its own again.
    expect(withKeys(commands, { length: ['h', 'l'] }, 'flip', ['h'])).toEqual({})
  })

  it('names who has a key, and which keys nobody gets', () => {
    const all = commands as unknown as Command[]
    expect(ownerOf(all, 'j', 'flip')?.id).toBe('next')
    expect(ownerOf(all, 'j', 'next')).toBeUndefined()
    expect(['Tab', 'Enter', 'Escape', 'mod+w', 'mod+c', 'F5'].every(isFixed)).toBe(true)
    expect(['l', ' ', 'Delete', 'F2', 'mod+j', 'mod+Enter'].some(isFixed)).toBe(false)
  })
})
