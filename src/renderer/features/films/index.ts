/** The films that are open: which is selected, how they are named, their pixels and small pictures. */
export { filmFacts } from './filmFacts.ts'
export { filmOfKey } from './filmOfKey.ts'
export { useFilmsStore, type Row } from './films.ts'
export { useFramesStore } from './frames.ts'
export { showDate, showName } from './header.ts'
export { useNames } from './names.ts'
export { projectionOf, studyKeyOf, type Projection } from './studies.ts'
export { filmWords } from './words.ts'
