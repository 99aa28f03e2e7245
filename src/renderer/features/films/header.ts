/** YYYYMMDD as YYYY-MM-DD; nothing for the zeros that stand for an unknown date; anything else as it is. */
export function showDate(date: string | undefined): string | undefined {
  return date?.replace(/^0+$/, '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
}

/** DICOM's person name (family^given^…) as people write it. */
export function showName(name: string | undefined): string | undefined {
  if (!name) return undefined
  const [family, given, middle] = name.split('=')[0]!.split('^')
  const first = [given, middle].filter(Boolean).join(' ')
  return [family, first].filter(Boolean).join(', ') || undefined
}
