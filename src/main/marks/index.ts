/** Where fractures lie on films, from files and into files. */
export { fitMarks, labelFrom, type FilmSize, type FittedMarks } from './fitMarks.ts'
export { gatherMarks, type MarkSet } from './gatherMarks.ts'
export type { MarkFileRead, SaidFilm } from './formats/markFile.ts'
export { markFilesBeside, markFilesIn } from './markFilesIn.ts'
export type { FilmToWrite, WrittenMarks } from './write/filmToWrite.ts'
export { writeMarks } from './writeMarks.ts'
export { readMarkFiles } from './readMarkFiles.ts'
