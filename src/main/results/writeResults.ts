import { randomUUID } from 'node:crypto'
import { access, appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import type { ResultKind, ResultStyle, WrittenResults } from '#shared/results.ts'
import { fileVersion } from '#main/files/index.ts'
import { makeResults } from './makeResults.ts'
import { momentOf, type DicomObject } from './object/dicomObject.ts'
import type { Original } from './original/original.ts'
import { keyImages, keyObjects, type ChosenFilm } from './report/keyObjects.ts'
import type { ReadingToTell, ResultModel } from './common/result.ts'

/** Where and how the results of a run are written. */
export type ResultsWork = {
  folder: string
  style: ResultStyle
  model: ResultModel
  programVersion: string
  /** Names the run: films of one run are selected together, also when it is interrupted and resumed. */
  run: string
  /**
   * Frames of the film that a person chose as key images, and what they noted. They are selected as key objects whatever
   * kinds are wanted, and whether or not a model reads them: choosing them is the wish.
   */
  keyImages?: readonly { frame: number; text: string }[]
}

/**
 * Writes the results of one reading as `<study>/<KIND>-<UID>.dcm` below the folder. What lies there under its name is
 * the same result and stays. Key objects wait for the end of the run. `version`: of the file that was read. Rejects as
 * {@link makeResults} does, with 'file-changed' where another file lies there now, and with 'results-folder-unwritable'
 * or 'results-disk-full'.
 */
export async function writeResults(
  path: string,
  reading: ReadingToTell,
  work: ResultsWork,
  version?: string,
): Promise<WrittenResults> {
  const { style, model, programVersion } = work
  const { kinds, reportClass } = style
  const made = await makeResults(path, { reading, model, programVersion, reportClass }, kinds)
  if (version !== undefined && (await fileVersion(path)) !== version) throw new ProblemError('film-replaced')
  const files: WrittenResults['files'] = []
  for (const object of made.objects) files.push(await writeObject(work.folder, object.kind, made.original, object))
  if (kinds.includes('ko') && reading.verdict === 'fracture') await select(work, selectionOf(work), made.original)
  for (const { frame, text } of work.keyImages ?? [])
    await select(work, choiceOf(work), { original: ofFrame(made.original, frame), text } satisfies ChosenFilm)
  return { files, left: made.left }
}

/** The same film's original, as it is referred to for another frame. */
function ofFrame(original: Original, frame: number): Original {
  const { reference } = original
  return reference.frameNumber === undefined
    ? original
    : { ...original, reference: { ...reference, frameNumber: frame + 1 } }
}

/** A line a film, so that a run that is interrupted knows what it has selected; it goes when the run has ended. */
const selectionOf = ({ folder, run }: ResultsWork): string => join(folder, `.key-objects-${run}.jsonl`)
const choiceOf = ({ folder, run }: ResultsWork): string => join(folder, `.key-images-${run}.jsonl`)

async function select({ folder }: ResultsWork, list: string, film: Original | ChosenFilm): Promise<void> {
  await intoFolder(async () => {
    await mkdir(folder, { recursive: true })
    await appendFile(list, `${JSON.stringify(film)}\n`, { mode: 0o600 })
  })
}

/** One study of one patient: files that were made nameless sometimes share one UID. */
const studyOf = ({ reference, copied: { PatientID, PatientName } }: Original): string =>
  JSON.stringify([reference.studyUid, String(PatientID) || String(PatientName)])

/**
 * Writes a Key Object Selection for each study with films called Fracture, and one with key images, once all films of a
 * run are read.
 */
export async function finishResults(work: ResultsWork): Promise<WrittenResults> {
  const files: WrittenResults['files'] = []
  const write = async (original: Original, object: DicomObject): Promise<void> =>
    void files.push(await writeObject(work.folder, 'ko', original, object))
  const selected = await listed<Original>(selectionOf(work))
  for (const films of Map.groupBy(selected, studyOf).values())
    await write(films[0]!, keyObjects(films, work, momentOf(new Date())))
  const chosen = await listed<ChosenFilm>(choiceOf(work))
  for (const films of Map.groupBy(chosen, ({ original }) => studyOf(original)).values())
    await write(films[0]!.original, keyImages(films, work, momentOf(new Date())))
  for (const list of [selectionOf(work), choiceOf(work)]) await rm(list, { force: true })
  return { files, left: [] }
}

/** The films of a list that a run has made so far. */
async function listed<Film>(list: string): Promise<Film[]> {
  let text = ''
  await intoFolder(async () => {
    text = await readFile(list, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      // No film was selected. One that cannot be read must not be taken for that.
      if (thrown.code !== 'ENOENT') throw thrown
      return ''
    })
  })
  return text.split('\n').flatMap(filmIn<Film>)
}

/** A line that was cut when the program was stopped belongs to a film that is read again. */
function filmIn<Film>(line: string): Film[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as Film]
  } catch {
    return []
  }
}

async function writeObject(
  folder: string,
  kind: ResultKind,
  original: Original,
  { sopInstanceUid, bytes }: DicomObject,
): Promise<WrittenResults['files'][number]> {
  const study = original.reference.studyUid
  const name = `${kind.toUpperCase()}-${sopInstanceUid}.dcm`
  await intoFolder(async () => {
    await mkdir(join(folder, study), { recursive: true })
    const path = join(folder, study, name)
    if (await isThere(path)) return
    // Written beside and renamed, so that nobody takes half an object for one.
    const part = join(folder, study, `.${randomUUID()}.part`)
    try {
      await writeFile(part, bytes, { flag: 'wx', mode: 0o600 })
      await rename(part, path)
    } finally {
      await rm(part, { force: true })
    }
  })
  return { kind, file: `${study}/${name}` }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function intoFolder(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new ProblemError(code === 'ENOSPC' ? 'results-disk-full' : 'results-folder-unwritable', { cause })
  }
}
