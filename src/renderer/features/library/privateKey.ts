/** Turns private mode on and off. */
export const privateKey = 'mod+shift+h'
