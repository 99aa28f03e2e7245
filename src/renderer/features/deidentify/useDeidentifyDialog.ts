import { computed } from 'vue'
import { useDialogsStore } from '#renderer/base/widgets/index.ts'

const name = 'deidentify'

export function useDeidentifyDialog() {
  const dialogs = useDialogsStore()
  return {
    isOpen: computed(() => dialogs.open === name),
    show: () => dialogs.show(name),
    set: (open: boolean) => dialogs.set(name, open),
  }
}
