import { Option } from 'commander'

/** Examples under a command's help. */
export function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ fractureguard ${line}`)].join('\n')
}

export const json = (): Option => new Option('--json', 'one JSON object a line on standard output, and nothing else')
