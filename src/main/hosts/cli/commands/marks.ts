import { Option, type Command } from 'commander'

export const marksOption = (): Option =>
  new Option(
    '--marks <file or folder>',
    'where fractures are marked: COCO JSON, CSV, Pascal VOC XML or YOLO texts (default: what lies among the films)',
  )

export const categoryOption = (): Option =>
  new Option(
    '--category <name>',
    'a category of the marks that is a fracture; may be given more than once (default: by its name)',
  ).argParser((name: string, all: string[] | undefined) => [...(all ?? []), name])

export function addMarksCommands(_program: Command, _done: (code: number) => void): void {}
