/** Folders in a run's folder that only serve to go on with it: of the network that is judged by validation films, and of the one that learns from all. */
export const runParts = ['judged', 'whole'] as const
export type RunPart = (typeof runParts)[number]
