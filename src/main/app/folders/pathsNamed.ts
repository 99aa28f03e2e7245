import { labelledPath } from '../training/labelledFilms.ts'

// Requests are looked at before the contract has checked them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Naming = (request: any) => unknown[]

const ofFilms: Naming = ({ folder, marks }) => [folder, marks]
const ofTraining: Naming = ({ folder, marks, splitFile, weights }) => [folder, marks, splitFile, weights]
const ofFile: Naming = ({ file }) => [file]
const ofWish: Naming = ({ wish }) => [wish?.folder]

/** For each route that is told paths of this machine, which of what it is told are such. */
const naming: Readonly<Record<string, Naming>> = {
  'studies.open': ({ paths }) => (Array.isArray(paths) ? paths : []),
  'folders.list': ({ folder }) => [folder],
  'marks.exportFolder': ({ folder, marks, file }) => [folder, marks, file],
  'marks.exportKept': ofFile,
  'reviews.export': ofFile,
  'pacs.add': ({ tls, ca }) => [tls?.ca, ca],
  'deidentify.export': ({ paths, to, boxesFile, replaced }) => [
    ...(Array.isArray(paths) ? paths : []),
    to,
    boxesFile,
    replaced,
  ],
  'reviews.agreement': ({ files, reference }) => [...(Array.isArray(files) ? files : []), reference],
  'results.write': ofWish,
  'results.finish': ofWish,
  'models.export': ofFile,
  'models.import': ofFile,
  'models.evaluate': ofFilms,
  'models.fit': ofFilms,
  'models.compare': ofFilms,
  'training.inspect': ofTraining,
  'training.checkShortcuts': ofTraining,
  'training.start': ofTraining,
  'training.estimate': ofTraining,
  'training.exportRun': ({ folder }) => [folder],
  'training.saveLabels': ({ folder, file }) => [folder, file],
  'training.thumbnail': ({ folder, file }) =>
    typeof folder === 'string' && typeof file === 'string' ? [folder, labelledPath(folder, file)] : [folder],
  'scans.start': ({ options, output }) => [options?.folder, options?.results?.folder, output?.path],
}

/** The paths of this machine that a request names. */
export function pathsNamed(route: string, request: unknown): string[] {
  if (!Object.hasOwn(naming, route) || typeof request !== 'object' || request === null) return []
  return naming[route]!(request).filter((path) => typeof path === 'string')
}
