export const fuses: Record<number, boolean>
export function packedBinary(folder: string, platform?: NodeJS.Platform): string
export function setFuses(binary: string, changes?: Record<number, boolean>): Promise<void>
export function checkFuses(binary: string): Promise<void>
