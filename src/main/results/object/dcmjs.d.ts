/** The part of dcmjs that is used: its dictionary and its writer. */
declare module 'dcmjs' {
  type Entry = { tag: string; vr: string; name: string }
  type Elements = Record<string, { vr: string; Value: unknown[] }>
  const dcmjs: {
    data: {
      DicomMetaDictionary: { nameMap: Record<string, Entry | undefined> }
      DicomDict: new (meta: Elements) => { dict: Elements; write(): ArrayBuffer }
    }
  }
  export default dcmjs
}
