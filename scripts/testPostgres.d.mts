export function postgresFolder(): string | undefined
export function providePostgres(install: boolean): string | undefined
