import type { Code } from './codes.ts'

/** Of PS3.16 CID 29, Acquisition Modality, those that make images, by the value of Modality (0008,0060). */
const names: Record<string, string> = {
  BDUS: 'Ultrasound Bone Densitometry',
  BI: 'Biomagnetic Imaging',
  BMD: 'Bone Mineral Densitometry',
  CFM: 'Confocal Microscopy',
  CR: 'Computed Radiography',
  CT: 'Computed Tomography',
  DG: 'Diaphanography',
  DMS: 'Dermoscopy',
  DX: 'Digital Radiography',
  ES: 'Endoscopy',
  GM: 'General Microscopy',
  IO: 'Intra-oral Radiography',
  IVOCT: 'Intravascular Optical Coherence Tomography',
  IVUS: 'Intravascular Ultrasound',
  LS: 'Laser Scan',
  MG: 'Mammography',
  MR: 'Magnetic Resonance',
  NM: 'Nuclear Medicine',
  OCT: 'Optical Coherence Tomography',
  OP: 'Ophthalmic Photography',
  OPM: 'Ophthalmic Mapping',
  OPT: 'Ophthalmic Tomography',
  OPTENF: 'Ophthalmic Tomography En Face',
  PA: 'Photoacoustic',
  PT: 'Positron emission tomography',
  PX: 'Panoramic X-Ray',
  RF: 'Radiofluoroscopy',
  RG: 'Radiographic imaging',
  SM: 'Slide Microscopy',
  TG: 'Thermography',
  US: 'Ultrasound',
  XA: 'X-Ray Angiography',
  XC: 'External-camera Photography',
}

/** How a film was acquired; undefined for what is none of it, such as OT (other) or SEG. */
export function acquisitionModality(modality: string): Code | undefined {
  const name = Object.hasOwn(names, modality) ? names[modality] : undefined
  return name === undefined ? undefined : [modality, 'DCM', name]
}
