/** A DICOM node that reads what arrives and sends the results on, without anybody at it. */
export { FilmNode, type FilmVerdicts, type NodeEvent } from './filmNode.ts'
export { lookInto } from './keptFilms.ts'
export { Queue, type QueuedFilm } from './queue.ts'
