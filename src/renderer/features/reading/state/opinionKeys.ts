import type { Opinion } from '#shared/library.ts'

export const opinionKeys: Record<Opinion, string> = { agree: 'y', disagree: 'n', unsure: 'u' }
