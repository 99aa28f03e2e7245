/**
 * Folder in a run's folder that only serves to go on with it: of each round, how far it came. Named as versions before
 * named it.
 */
export const resumeFolder = 'parts'
