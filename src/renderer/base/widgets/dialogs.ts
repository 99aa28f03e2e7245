import { defineStore } from 'pinia'
import { ref } from 'vue'

export type DialogName = 'palette' | 'shortcuts' | 'tags'

/** Which of the program's dialogs is open; one at a time. */
export const useDialogsStore = defineStore('dialogs', () => {
  const open = ref<DialogName>()
  return {
    open,
    show: (name: DialogName) => void (open.value = name),
    /** For a dialog's own opening and closing. */
    set: (name: DialogName, isOpen: boolean) => {
      if (isOpen) open.value = name
      else if (open.value === name) open.value = undefined
    },
  }
})
