export function electronBinary(): string | undefined
export function obtainElectron(options: { again: boolean }): Promise<string | undefined>
