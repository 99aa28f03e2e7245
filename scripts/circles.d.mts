export type FolderCircle = { folders: string[]; imports: string[] }
export function folderCircles(root: string): FolderCircle[]
