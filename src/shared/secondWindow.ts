/**
 * The address of a window that shows one film and stays with it: the page's own, with the film behind its `#`, and a
 * number that makes each request another address.
 */
export const secondWindowHash = (filmId: string, number: number): string => `#/read/film/${filmId}/${number}`

const address = /#\/read\/film\/([\w-]{1,64})\/\d{1,16}$/

/** The film that a window's address names. */
export const filmInAddress = (url: string): string | undefined => address.exec(url)?.[1]
