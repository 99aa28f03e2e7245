/** The model that comes with the program. */
export const starterId = 'starter'
