import { dirname, relative, sep } from 'node:path'
import { markFormats, type MarkFormat } from '#shared/mark.ts'
import { FilmNames } from './filmNames.ts'
import { fractureCategories, type CategoryUse } from './fractureCategories.ts'
import type { MarkFile, MarkFileRead, SaidFilm } from './formats/markFile.ts'

/** What was said of marks, laid on the films that are here; sizes have not been compared yet. */
export type MarkSet = {
  format: MarkFormat
  /** Files that it was read from. */
  files: number
  /** Other formats that tell of films here too, and are not used. */
  unusedFormats: MarkFormat[]
  categories: CategoryUse[]
  masks: number
  /** What is said of each film, by its place in the list of films; fractures only. */
  byFilm: Map<number, SaidFilm[]>
  /** Names for which there is no film here, and those for which there are several. */
  unknown: string[]
  ambiguous: string[]
}

type FoundFile = { path: string; marks: MarkFile }

/**
 * Lays what mark files say on films by their names. Films have one source: the first format of `coco`, `csv`, `voc`,
 * `yolo` (outlines before boxes) that names a film here. `undefined` where there are no marks. Throws as
 * {@link fractureCategories}.
 */
export function gatherMarks(
  reads: readonly MarkFileRead[],
  root: string,
  filmNames: readonly string[],
  chosenCategories: readonly string[] = [],
): MarkSet | undefined {
  const names = new FilmNames(filmNames)
  const found = markFormats.flatMap((format) => {
    const own = reads.filter((read): read is FoundFile => read.marks?.format === format)
    return own.length > 0 ? [{ format, own, laid: layOn(names, root, own) }] : []
  })
  const withFilms = found.filter(({ laid }) => laid.byFilm.size > 0)
  const used = withFilms[0] ?? found.find(({ own }) => own.some(({ marks }) => marks.films.some(hasMarks)))
  if (!used) return undefined
  const files = used.own.map((file) => (used.format === 'yolo' ? withNames(file, reads) : file.marks))
  const categories = fractureCategories(files, chosenCategories)
  const fractures = new Set(categories.filter(({ fracture }) => fracture).map(({ name }) => name))
  const onlyFractures = (film: SaidFilm): SaidFilm => ({
    ...film,
    marks: film.marks.filter(({ category }) => category === undefined || fractures.has(category)),
  })
  const { byFilm, unknown, ambiguous } = layOn(
    names,
    root,
    used.own.map(({ path }, index) => ({ path, marks: files[index] })),
  )
  return {
    format: used.format,
    files: used.own.length,
    unusedFormats: withFilms.filter((one) => one !== used).map(({ format }) => format),
    categories,
    masks: files.reduce((sum, { masks }) => sum + masks, 0),
    byFilm: new Map([...byFilm].map(([film, said]) => [film, said.map(onlyFractures)])),
    unknown,
    ambiguous,
  }
}

const hasMarks = ({ marks }: SaidFilm): boolean => marks.length > 0

type Laid = Pick<MarkSet, 'byFilm' | 'unknown' | 'ambiguous'>

/**
 * Where at least half of the films that are found lie exactly where their names say, the other names are films that are
 * not here; else folders were named otherwise, and names are looked for anywhere.
 */
function layOn(names: FilmNames, root: string, files: readonly FoundFile[]): Laid {
  const said = files.flatMap(({ path, marks }) =>
    marks.films.map((film) => {
      const ways = waysTo(film, marks.format, folderWithin(root, path), root)
      const anywhere = ways.map((way) => names.anywhere(way)).find((place) => place !== undefined)
      return { film, exact: ways.map((way) => names.exact(way)).find((place) => place !== undefined), anywhere }
    }),
  )
  const exact = said.filter((one) => one.exact !== undefined).length
  const exactOnly = exact > 0 && exact * 2 >= said.filter(({ anywhere }) => anywhere !== undefined).length
  const laid: Laid = { byFilm: new Map(), unknown: [], ambiguous: [] }
  for (const { film, ...found } of said) {
    const place = found.exact ?? (exactOnly ? undefined : found.anywhere)
    if (place === 'several') laid.ambiguous.push(shortName(film.name, root))
    else if (place !== undefined) laid.byFilm.set(place, [...(laid.byFilm.get(place) ?? []), film])
    // An empty text may be anything.
    else if (film.size !== 'shares' || film.marks.length > 0) laid.unknown.push(shortName(film.name, root))
  }
  return laid
}

/** The names by which a film may be found, the surest first. */
function waysTo(film: SaidFilm, format: MarkFormat, folder: string | undefined, root: string): string[] {
  if (format === 'yolo') return imagesBesideLabels(shortName(film.name, root))
  const beside = folder === undefined ? [] : [`${folder}/${film.name}`]
  const other = film.otherName === undefined ? [] : [shortName(film.otherName, root)]
  return [...beside, film.name, ...other]
}

/** `train/labels/a` tells of `train/images/a`. */
function imagesBesideLabels(name: string): string[] {
  const parts = name.split('/')
  const at = parts.lastIndexOf('labels')
  return at < 0 ? [name] : [parts.with(at, 'images').join('/'), name]
}

function folderWithin(root: string, path: string): string | undefined {
  const folder = relative(root, dirname(path)).split(sep).join('/')
  return folder.startsWith('..') ? undefined : folder || '.'
}

/** A path within the data's folder as films are named; one outside of it as it is, less the way that leads out. */
function shortName(name: string, root: string): string {
  const slashed = `${root.split(sep).join('/').replace(/\/$/, '')}/`
  return name.startsWith(slashed) ? name.slice(slashed.length) : name
}

/** With the names of the classes from the nearest folder above that has them. */
function withNames({ path, marks }: FoundFile, reads: readonly MarkFileRead[]): MarkFile {
  const named = reads
    .filter((read) => read.yoloNames && `${dirname(path)}/`.startsWith(`${dirname(read.path).replace(/[/\\]$/, '')}/`))
    .sort((a, b) => dirname(b.path).length - dirname(a.path).length)[0]
  const names = named?.yoloNames?.names ?? {}
  const nameOf = (number: string): string => names[number] ?? number
  return {
    ...marks,
    categories: [...new Set([...Object.values(names), ...marks.categories.map(nameOf)])],
    films: marks.films.map((film) => ({
      ...film,
      marks: film.marks.map(({ outline, category }) => ({ outline, category: nameOf(category!) })),
    })),
  }
}
