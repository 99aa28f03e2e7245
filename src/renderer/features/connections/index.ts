/** PACS connections: their settings, finding and fetching studies, sending results. */
export { default as ConnectionsPanel } from './ConnectionsPanel.vue'
export { default as FindButton } from './FindButton.vue'
export { default as FindDialog } from './FindDialog.vue'
export { default as SendDialog } from './SendDialog.vue'
export { useNodeStore } from './node.ts'
export { useConnectionDialogs } from './useConnectionDialogs.ts'
export { connectionWords } from './words.ts'
