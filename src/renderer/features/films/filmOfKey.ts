/** The film of a key that names one of its frames, as `FILM FRAME`. */
export const filmOfKey = (key: string): string => key.slice(0, key.lastIndexOf(' '))
