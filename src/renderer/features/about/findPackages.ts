export type Licences = (typeof import('virtual:licences'))['default']
type Package = Licences['packages'][number]

/** Packages of whose name or licence all words are a part. */
export function findPackages(packages: readonly Package[], search: string): Package[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return packages.filter(({ name, licence }) =>
    words.every((word) => `${name} ${licence}`.toLowerCase().includes(word)),
  )
}
