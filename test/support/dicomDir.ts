import { explicitLittleEndian, writeDicomFile, type DicomElement } from './dicomWriter.ts'

/** A directory record of an image, or of another type, that names a file by the parts of its path. */
export function imageRecord(parts: readonly string[], type = 'IMAGE'): DicomElement[] {
  return [
    // Both links lead back to the record itself, in circles.
    { tag: 0x00041400, vr: 'UL', value: 1 },
    { tag: 0x00041410, vr: 'US', value: 0xffff },
    { tag: 0x00041420, vr: 'UL', value: 1 },
    { tag: 0x00041430, vr: 'CS', value: type },
    { tag: 0x00041500, vr: 'CS', value: parts.join('\\') },
  ]
}

/** Bytes of a DICOMDIR. */
export function dicomDirFile(records: readonly DicomElement[][]): Uint8Array {
  return writeDicomFile([{ tag: 0x00041220, vr: 'SQ', value: records }], explicitLittleEndian, {
    sopClass: '1.2.840.10008.1.3.10',
  })
}
