import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { AnnotationKind } from '#shared/annotation.ts'

/** What a left drag on the film does. */
export type Tool = 'window' | AnnotationKind

/** The tool in hand. After one annotation it goes back to the window, as in clinical viewers. */
export const useToolsStore = defineStore('tools', () => {
  const tool = ref<Tool>('window')

  /** Takes a tool up, or puts it down where it is in hand already. */
  function toggle(next: AnnotationKind) {
    tool.value = tool.value === next ? 'window' : next
  }

  function putDown() {
    tool.value = 'window'
  }

  return { tool, toggle, putDown }
})
