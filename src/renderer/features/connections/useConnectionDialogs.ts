import { computed } from 'vue'
import { useDialogsStore } from '#renderer/base/widgets/index.ts'

/** The dialogs in which one finds studies, and sends results. */
export function useConnectionDialogs(name: 'find-in-pacs' | 'send-to-pacs') {
  const dialogs = useDialogsStore()
  return {
    isOpen: computed(() => dialogs.open === name),
    show: () => dialogs.show(name),
    set: (open: boolean) => dialogs.set(name, open),
  }
}
