import { computed, shallowRef } from 'vue'
import type { FilmDocument } from '#shared/document.ts'
import { useDialogsStore } from '#renderer/base/widgets/index.ts'

const name = 'document'
const shown = shallowRef<FilmDocument>()

/** The dialog with one report or presentation state. */
export function useDocumentDialog() {
  const dialogs = useDialogsStore()
  return {
    isOpen: computed(() => dialogs.open === name && shown.value !== undefined),
    shown,
    show: (document: FilmDocument) => {
      shown.value = document
      dialogs.show(name)
    },
    set: (open: boolean) => dialogs.set(name, open),
  }
}
