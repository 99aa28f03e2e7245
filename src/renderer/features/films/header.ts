import { day } from '#renderer/base/language/index.ts'

/** YYYYMMDD as the page's language writes a day; nothing for the zeros that stand for an unknown date; anything else as it is. */
export function showDate(date: string | undefined): string | undefined {
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(date ?? '')
  if (!whole || /^0+$/.test(whole[0])) return date?.replace(/^0+$/, '')
  return day(whole.slice(1).join('-'))
}

/** DICOM's person name (family^given^…) as people write it. */
export function showName(name: string | undefined): string | undefined {
  if (!name) return undefined
  const [family, given, middle] = name.split('=')[0]!.split('^')
  const first = [given, middle].filter(Boolean).join(' ')
  return [family, first].filter(Boolean).join(', ') || undefined
}
