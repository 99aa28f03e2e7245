/** A DICOM node that reads what arrives and sends the results on, without anybody at it. */
export { FilmNode, type NodeEvent } from './filmNode.ts'
export { filmVerdicts, type FilmVerdicts } from './filmVerdicts.ts'
export { lookInto } from './keptFilms.ts'
export { Queue, type QueuedFilm } from './queue.ts'
