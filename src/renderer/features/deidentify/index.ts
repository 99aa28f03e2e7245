/** Films exported without what identifies their patients. */
export { default as DeidentifyDialog } from './DeidentifyDialog.vue'
export { useDeidentifyDialog } from './useDeidentifyDialog.ts'
export { deidentifyWords } from './words.ts'
