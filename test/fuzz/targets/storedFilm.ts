import { dicomPhantom } from '../../support/dicomPhantom.ts'

/** A small film with all that a PACS asks of one. */
export const storedFilm = (rows = 8): Uint8Array =>
  dicomPhantom({
    ...{ patientName: 'Roe^Jane', rows, columns: rows },
    elements: [
      { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' },
      { tag: 0x00080018, vr: 'UI', value: '1.2.3.4.5' },
      { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
      { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4' },
    ],
  })
