/** Beside a model: the part of each film that it was made of. */
export const splitFileName = 'split.csv'
/** Beside a model that was fitted to a place: the SHA-256 of the films of all fits. */
export const fittedFilmsFileName = 'fitted.csv'
/** Beside a model: the SHA-256 of the films that the trunk it started from was fine-tuned on. */
export const ancestorsFileName = 'ancestors.csv'
