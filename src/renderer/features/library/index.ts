/** What the program keeps of films, private mode, and what is done with films in all that is known of them. */
export { followChanges } from './followChanges.ts'
export { useLibraryStore } from './library.ts'
export { privateKey, useReadingRoom } from './readingRoom.ts'
export { recallByItself } from './recallByItself.ts'
