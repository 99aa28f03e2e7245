/** The DICOM header of a film. */
export { default as TagsDialog } from './TagsDialog.vue'
export { useTagsDialog } from './useTagsDialog.ts'
