import type { Language } from '../language.ts'
import { english, type ReportSayings } from './english.ts'
import { german } from './german.ts'

export type { ReportSayings }

/** What the page of a training's result and its `report.html` both say, in each language. */
export const reportSayings: Record<Language, ReportSayings> = { en: english, de: german }
