import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { useConnection } from '#renderer/base/connection/index.ts'

const mostKept = 400
/** Addresses of pictures by folder and file, the oldest first. */
const kept = new Map<string, Promise<string>>()

async function load(folder: string, file: string): Promise<string> {
  const { picture } = await useConnection().client.training.thumbnail({ folder, file })
  return URL.createObjectURL(picture)
}

function pictureOf(folder: string, file: string): Promise<string> {
  const key = JSON.stringify([folder, file])
  const known = kept.get(key)
  if (known) return known
  const loading = load(folder, file)
  kept.set(key, loading)
  loading.catch(() => kept.delete(key))
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) {
    void kept.get(oldest)?.then(URL.revokeObjectURL, () => undefined)
    kept.delete(oldest)
  }
  return loading
}

/** The small picture of a labelled film, loaded when `element` first comes into view. `failed` where there is none. */
export function useFilmPicture(element: Ref<HTMLElement | null>, folder: () => string, file: () => string) {
  const address = ref('')
  const failed = ref(false)
  let observer: IntersectionObserver | undefined

  onMounted(() => {
    observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      observer?.disconnect()
      pictureOf(folder(), file()).then(
        (url) => (address.value = url),
        () => (failed.value = true),
      )
    })
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return { address, failed }
}
