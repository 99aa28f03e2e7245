import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Which of the page's dialogs is open, by the name that it gave itself; one at a time. */
export const useDialogsStore = defineStore('dialogs', () => {
  const open = ref<string>()
  return {
    open,
    show: (name: string) => void (open.value = name),
    /** For a dialog's own opening and closing. */
    set: (name: string, isOpen: boolean) => {
      if (isOpen) open.value = name
      else if (open.value === name) open.value = undefined
    },
  }
})
