import { shallowRef } from 'vue'
import { toFailure, type Failure } from './failure.ts'

/** Runs calls of which the last one's failure is to be shown. */
export function useAttempt() {
  const failure = shallowRef<Failure>()

  /** Runs a call and keeps why it failed; undefined then, and where its answer comes when it is wanted no more. */
  async function attempt<T>(call: () => Promise<T>, isWanted = () => true): Promise<T | undefined> {
    failure.value = undefined
    try {
      const answer = await call()
      return isWanted() ? answer : undefined
    } catch (thrown) {
      if (isWanted()) failure.value = toFailure(thrown)
      return undefined
    }
  }

  return { failure, attempt }
}
