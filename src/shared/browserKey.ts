/**
 * How the browser host's page comes by its key, and how it shows it: the address ends in `#key=…`, and the page's
 * socket offers two protocols, {@link socketProtocol} and the key, of which the host takes up the first.
 */
export const keyParameter = 'key'
export const socketProtocol = 'fractureguard'
