export const root: string
export function install(): void
