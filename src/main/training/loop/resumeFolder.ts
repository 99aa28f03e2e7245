/**
 * Folder in a run's folder that only serves to go on with it: of each network on the way, where it started and how far
 * it came.
 */
export const runParts = 'parts'
