/** Made of the lock file while the page is built; see `scripts/licences.ts`. */
declare module 'virtual:licences' {
  type LicensedPackage = { name: string; version: string; licence: string; text?: number }
  const licences: { packages: LicensedPackage[]; texts: string[] }
  export default licences
}
