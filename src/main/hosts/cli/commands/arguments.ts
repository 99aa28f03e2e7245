import { InvalidArgumentError, Option } from 'commander'

/** A parser of whole numbers in a range. */
export function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value
    throw new InvalidArgumentError(`A whole number from ${lowest} to ${highest} is needed.`)
  }
}

/** A date, or a date with a time, as ISO 8601 in UTC. */
export function pointInTime(text: string): string {
  const time = Date.parse(text)
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  throw new InvalidArgumentError('A date such as 2024-05-31 is needed, or a date with a time.')
}

/** Of an option that may be repeated: all values so far and this one. */
export const several = (value: string, all: string[] = []): string[] => [...all, value]

/** How files are named after patients. */
export const groupPatternOption = (): Option =>
  new Option('--group-pattern <regex>', 'films whose names match in the first group of this pattern belong together')
