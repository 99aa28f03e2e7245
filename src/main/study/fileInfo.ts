import { createHash } from 'node:crypto'
import type { FileInfo } from '#shared/fileInfo.ts'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { withStudy, type Study } from './openStudy.ts'

/**
 * What a file is and what comes out when it is decoded. Rejects with a `ProblemError` where not even its header can be
 * read.
 */
export function fileInfo(path: string): Promise<FileInfo> {
  return withStudy(path, async (study) => {
    const header = await study.header()
    return { ...technical(header), ...(await decoded(study, header.frames).catch(asProblem)) }
  })
}

async function decoded(study: Study, frames: number) {
  const film = await study.film(0)
  const hash = createHash('sha256')
  for (let frame = 0; frame < frames; frame++) hash.update((await study.stored(frame)).values)
  return {
    window: film.window,
    windowFrom: windowFrom(film),
    warnings: film.warnings,
    pixelsSha256: hash.digest('hex'),
  }
}

function asProblem(thrown: unknown) {
  if (!(thrown instanceof ProblemError)) throw thrown
  return { problem: toProblem(thrown) }
}

/** The list of a film's windows ends with the one over all its values. */
function windowFrom({ windows }: GreyFilm): 'file' | 'values' {
  return windows.length > 1 ? 'file' : 'values'
}

function technical(header: FileHeader) {
  const {
    format,
    transferSyntax,
    modality,
    rows,
    columns,
    frames,
    bitsAllocated,
    bitsStored,
    signed,
    photometric,
    lossy,
    spacing,
  } = header
  return {
    format,
    ...(transferSyntax === undefined ? {} : { transferSyntax }),
    ...(modality === undefined ? {} : { modality }),
    rows,
    columns,
    frames,
    bitsAllocated,
    bitsStored,
    signed,
    photometric,
    lossy,
    spacing,
  }
}
