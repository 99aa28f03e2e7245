import { InvalidArgumentError, Option } from 'commander'
import { reportClasses, resultKinds, type ResultKind } from '#shared/results.ts'

/** Options of commands that write what they read as DICOM. `keyImages`: they also write which films a person chose. */
export const dicomOptions = ({ keyImages = false } = {}): Option[] => [
  new Option(
    '--dicom <kinds>',
    `kinds of these results: sc (picture), pr (annotations), sr (report), ko (lists of the films called Fracture), such as sc,sr (default: those of the settings)${keyImages ? '; key images always get a list of their own' : ''}`,
  ).argParser(kindsOf),
  new Option('--to <dir>', 'write results as DICOM into this folder'),
  new Option('--sr-class <class>', 'SOP class of their report (default: that of the settings)').choices(reportClasses),
]

function kindsOf(text: string): ResultKind[] {
  const kinds = text.split(',').map((kind) => kind.trim())
  const unknown = kinds.find((kind) => !(resultKinds as readonly string[]).includes(kind))
  if (unknown === undefined) return [...new Set(kinds)] as ResultKind[]
  throw new InvalidArgumentError(
    `There is no ${unknown || 'kind without a name'}; there are ${resultKinds.join(', ')}.`,
  )
}
