// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useCommands } from '#renderer/page/commands/useCommands.ts'
import { useFakeConnection } from '../support/fakeConnection.ts'

describe('the keys of the page', () => {
  it('each do one thing', () => {
    const { pinia } = useFakeConnection({})
    const keys: string[] = []
    mount(
      {
        setup() {
          keys.push(...useCommands().value.flatMap((command) => command.keys))
          return () => null
        },
      },
      { global: { plugins: [pinia] } },
    )
    expect(keys.length).toBeGreaterThan(30)
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
})
