import { shallowRef } from 'vue'
import type { FolderView } from '#shared/folders.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'

/** Looks at folders of the machine where the program runs; of several questions the last one is answered. */
export function useFolderView() {
  const connection = useConnection()
  const view = shallowRef<FolderView>()
  const failure = shallowRef<Failure>()
  let asked = 0

  /** True once the folder is in `view`. A folder that cannot be listed leaves `view` as it was. */
  async function look(folder: string | undefined, hidden = false): Promise<boolean> {
    const mine = ++asked
    try {
      const seen = await connection.client.folders.list({ ...(folder ? { folder } : {}), hidden })
      if (mine !== asked) return false
      view.value = seen
      failure.value = undefined
      return true
    } catch (thrown) {
      if (mine === asked) failure.value = toFailure(thrown)
      return false
    }
  }

  return { view, failure, look }
}
