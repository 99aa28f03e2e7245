import { shallowRef } from 'vue'
import { toFailure, type Failure } from './failure.ts'

/** Runs calls of which the last one's failure is to be shown. */
export function useAttempt() {
  const failure = shallowRef<Failure>()

  /** Runs a call and keeps why it failed; undefined then. */
  async function attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    failure.value = undefined
    try {
      return await call()
    } catch (thrown) {
      failure.value = toFailure(thrown)
      return undefined
    }
  }

  return { failure, attempt }
}
