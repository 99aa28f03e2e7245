import { computed } from 'vue'
import { useDialogsStore } from '#renderer/base/widgets/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'

const name = 'tags'

/** The dialog with the header of the selected film; there is none without a film. */
export function useTagsDialog() {
  const dialogs = useDialogsStore()
  const films = useFilmsStore()
  return {
    isOpen: computed(() => dialogs.open === name && films.selectedId !== undefined),
    show: () => dialogs.show(name),
    set: (open: boolean) => dialogs.set(name, open),
  }
}
