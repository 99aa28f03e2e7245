import { defineStore } from 'pinia'
import { ref } from 'vue'

export const viewNames = ['read', 'scan'] as const
export type ViewName = (typeof viewNames)[number]

/** Which part of the program is on the screen. What the others show lives in their stores, and is there when they come back. */
export const useViewStore = defineStore('view', () => {
  const current = ref<ViewName>('read')
  return { current, show: (name: ViewName) => void (current.value = name) }
})
