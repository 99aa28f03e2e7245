import { showKey } from '#renderer/base/widgets/index.ts'
import { useSettingsStore } from './settings.ts'

/** Keys that the user gave to commands, by the commands' ids. Any other command has its usual ones. */
export type ChosenKeys = Record<string, string[]>

/**
 * The keys of commands as they are set. What the user gave a key to has it: it is no longer a usual key of anything
 * else.
 */
export function useKeys() {
  const settings = useSettingsStore()

  function of(id: string, usual: readonly string[]): string[] {
    const chosen: ChosenKeys = settings.keys ?? {}
    if (chosen[id]) return chosen[id]
    const given = new Set(Object.values(chosen).flat())
    return usual.filter((key) => !given.has(key))
  }

  return {
    of,
    /** A button's text for the pointer: what it does and, where a key does the same, the key. */
    titled(label: string, id: string, ...usual: string[]): string {
      const [key] = of(id, usual)
      return key === undefined ? label : `${label} (${showKey(key)})`
    },
  }
}
