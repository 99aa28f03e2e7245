/** The name of the dialog with the film's DICOM header. */
export const tagsDialog = 'tags'
