import { computed, ref, type Ref } from 'vue'
import { useFolderView } from './folderView.ts'
import { meant, namesHidden, typedPath } from './typedPath.ts'

const settleMs = 120

/** Folders that go on what is being typed. */
export function useCompletion(path: Ref<string>) {
  const { view, failure, look } = useFolderView()
  const roots = useFolderView()
  const open = ref(false)
  /** Which of `offers` is marked; -1 for none. */
  const at = ref(-1)
  /** The folder that `view` shows, and whether with hidden ones. */
  let shown = ''
  let waiting: ReturnType<typeof setTimeout> | undefined

  const offers = computed(() => {
    const { folder, begun } = typedPath(path.value)
    // On the way to a root nothing can be listed, but the root can be offered.
    const above = meant(roots.view.value?.folders ?? [], path.value)
    return folder === undefined || failure.value ? above : meant(view.value?.folders ?? [], begun)
  })
  const isOnTheWay = computed(() => roots.view.value?.folders.some(({ path: root }) => root.startsWith(path.value)))
  /** Why nothing can be offered, where the person should know before they have typed to the end. */
  const refusal = computed(() => {
    const id = failure.value?.problem.id
    return (id === 'path-outside-roots' && !isOnTheWay.value) || id === 'path-not-readable'
      ? failure.value?.problem
      : undefined
  })

  async function refresh() {
    if (!roots.view.value) await roots.look(undefined)
    const { folder, begun } = typedPath(path.value)
    const wanted = `${namesHidden(begun)} ${folder ?? ''}`
    at.value = -1
    if (wanted === shown) return
    if (folder === undefined || (await look(folder, namesHidden(begun)))) shown = wanted
    else shown = ''
    if (folder === undefined) failure.value = undefined
  }

  function typed() {
    open.value = true
    clearTimeout(waiting)
    waiting = setTimeout(() => void refresh(), settleMs)
  }

  async function show() {
    await refresh()
    open.value = true
  }

  function close() {
    clearTimeout(waiting)
    open.value = false
    at.value = -1
  }

  /** Goes on into the folder: what lies in it is offered next. */
  async function take(index: number) {
    const chosen = offers.value[index]
    if (!chosen) return
    path.value = chosen.path
    at.value = -1
    if (await look(chosen.path)) shown = ''
  }

  const move = (by: number) => {
    const { length } = offers.value
    if (length > 0) at.value = (at.value + by + (at.value < 0 && by < 0 ? length + 1 : length)) % length
  }

  return { offers, open, at, refusal, typed, show, close, take, move }
}
