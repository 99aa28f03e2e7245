import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { SendEvent } from '#shared/pacs.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'

/** The sending of results to a PACS; one at a time. */
export const useSendStore = defineStore('send', () => {
  const { client } = useConnection()
  const state = shallowRef<SendEvent>()
  const sending = ref(false)
  const cancelled = ref(false)
  const { failure, attempt } = useAttempt()
  let stopping: AbortController | undefined

  async function send(name: string, filmIds: string[]) {
    if (sending.value) return
    const mine = new AbortController()
    stopping = mine
    sending.value = true
    forget()
    await attempt(async () => {
      for await (const event of await client.pacs.send({ name, filmIds }, { signal: mine.signal })) state.value = event
    })
    sending.value = false
    if (!mine.signal.aborted) return
    failure.value = undefined
    state.value = undefined
    cancelled.value = true
  }

  function forget() {
    state.value = undefined
    failure.value = undefined
    cancelled.value = false
  }

  return { state, sending, cancelled, failure, send, forget, cancel: () => stopping?.abort() }
})
