import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Opened } from '#shared/contract/index.ts'
import type { NodeOptions, NodeView } from '#shared/node.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'

const everyMs = 2_000

/** The node within the program: whether it runs, what it has received, and the opening of that. */
export const useNodeStore = defineStore('node', () => {
  const { client } = useConnection()
  const films = useFilmsStore()
  const pages = useViewStore()
  const view = shallowRef<NodeView>()
  const busy = ref<'switching' | 'opening' | 'forgetting'>()
  const { failure, attempt } = useAttempt()
  /** Why it was not switched. */
  const { failure: refusal, attempt: attemptChange } = useAttempt()
  let asking = false

  async function load() {
    if (asking || busy.value) return
    asking = true
    const found = await attempt(() => client.node.show())
    asking = false
    // What was asked before it was switched is old.
    if (found && !busy.value) view.value = found
  }

  async function during(kind: NonNullable<typeof busy.value>, work: () => Promise<void>) {
    if (busy.value) return
    busy.value = kind
    await work()
    busy.value = undefined
  }

  const change = (options: NodeOptions) =>
    during('switching', async () => {
      view.value = (await attemptChange(() => client.node.change(options))) ?? view.value
    })

  const forget = () =>
    during('forgetting', async () => {
      view.value = (await attempt(() => client.node.forget())) ?? view.value
    })

  /** Opens received films; shows the settings where there are none. */
  const open = () =>
    during('opening', async () => {
      const opened: Opened[] = []
      await attempt(async () => {
        for await (const one of await client.node.open()) opened.push(one)
      })
      films.addAll(opened, true)
      if (opened.length > 0) pages.show('read')
      else pages.showSettings('connections')
    })

  /** Keeps up with it for as long as the caller's component is there. */
  function keepUp() {
    void load()
    const timer = setInterval(() => {
      if (view.value && view.value.state !== 'off' && !document.hidden) void load()
    }, everyMs)
    onScopeDispose(() => clearInterval(timer))
  }

  return { view, busy, failure, refusal, load, change, forget, open, keepUp }
})
