/**
 * Control characters, and those that turn the direction of writing: in a terminal they could colour, hide or forge what
 * stands there. Names of files and texts of films may hold them.
 */
const control = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A text from outside for the terminal, each of its control characters as U+FFFD. */
export function printable(text: string): string {
  return text.replace(control, '\ufffd')
}

/** One line of JSON, the same for whoever parses it. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(control, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
