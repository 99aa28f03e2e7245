/**
 * Signs that do something to a terminal, or turn the order of letters round: C0, DEL, C1, the marks,
 * embeddings and isolates of bidirectional text, and the separators of lines.
 */
const unprintable = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A line of text in which names of files, folders and people can do nothing to the terminal, and hide nothing. */
export const printable = (text: string): string => text.replaceAll(unprintable, escaped)

/** One line of JSON, the same for whoever parses it. */
export const printableJson = (value: unknown): string => printable(JSON.stringify(value))
