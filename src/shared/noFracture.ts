const noFracture = /^(non|no|not|without|un)[-_ ]?fractur|^(normal|negative|healthy|intact|0)$/i

/** Whether a class or category is by its name that of films without a fracture. */
export function meansNoFracture(name: string): boolean {
  return noFracture.test(name.trim())
}
