import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ConnectionList, NewConnection } from '#shared/pacs.ts'
import type { Problem } from '#shared/problem.ts'
import { toFailure, useAttempt, useConnection } from '#renderer/base/connection/index.ts'

export type TestState = 'testing' | 'answers' | Problem

/** The PACS connections that are there, and whether they answer. */
export const useConnectionsStore = defineStore('connections', () => {
  const { client } = useConnection()
  const list = shallowRef<ConnectionList>()
  const tests = ref(new Map<string, TestState>())
  const { failure, attempt } = useAttempt()
  /** Why the last one was not added. */
  const { failure: refusal, attempt: attemptAdd } = useAttempt()

  async function load() {
    const found = await attempt(() => client.pacs.list())
    if (found) list.value = found
  }

  /** Resolves with whether it was added. */
  async function add(connection: NewConnection): Promise<boolean> {
    const added = await attemptAdd(() => client.pacs.add(connection))
    if (added) await load()
    return added !== undefined
  }

  async function remove(name: string) {
    const left = await attempt(() => client.pacs.remove({ name }))
    if (!left) return
    list.value = left
    tests.value.delete(name)
  }

  async function test(name: string) {
    tests.value.set(name, 'testing')
    const outcome = await client.pacs.test({ name }).then(
      (): TestState => 'answers',
      (thrown: unknown): TestState => toFailure(thrown).problem,
    )
    // It may be gone, and another one be called so.
    if (tests.value.has(name)) tests.value.set(name, outcome)
  }

  return { list, tests, failure, refusal, load, add, remove, test }
})
