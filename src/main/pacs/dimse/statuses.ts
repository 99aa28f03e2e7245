/** Status, PS3.7 annex C: pending ones announce more. */
export const success = 0x0000
export const isPending = (status: number): boolean => status === 0xff00 || status === 0xff01
/** PS3.4 B.2.3: stored, though elements were changed or left out. */
export const isChanged = (status: number): boolean => status >= 0xb000 && status <= 0xbfff
export const isStored = (status: number): boolean => status === success || isChanged(status)
/** Those that say that there is no such service at all, PS3.7 C.5.6 and C.5.16. */
export const isUnknown = (status: number): boolean => status === 0x0122 || status === 0x0211
export const hex = (status: number): string => status.toString(16).toUpperCase().padStart(4, '0')
