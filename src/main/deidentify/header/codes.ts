/** Values of CS that somebody's name may be like, but that stand for what they are wherever they stand. */
const terms = new Set([
  // Modality, PS3.3 C.7.3.1.1.1.
  ...['AR', 'AU', 'BI', 'BMD', 'CR', 'CT', 'CFM', 'DG', 'DM', 'DOC', 'DX', 'ECG', 'EPS', 'ES', 'FID', 'GM', 'HC', 'HD'],
  ...[
    'IO',
    'IVUS',
    'KO',
    'LEN',
    'LS',
    'MG',
    'MR',
    'NM',
    'OAM',
    'OCT',
    'OP',
    'OT',
    'OPT',
    'OPV',
    'PR',
    'PT',
    'PX',
    'RF',
  ],
  ...['RG', 'RTDOSE', 'RTIMAGE', 'SEG', 'SC', 'SM', 'SR', 'ST', 'TG', 'US', 'VA', 'XA', 'XC'],
  // Image Type, Photometric Interpretation and the like.
  ...['ORIGINAL', 'DERIVED', 'PRIMARY', 'SECONDARY', 'MIXED', 'AXIAL', 'LOCALIZER', 'OTHER', 'NONE', 'NORMAL'],
  ...['MONOCHROME1', 'MONOCHROME2', 'RGB', 'IDENTITY', 'INVERSE', 'LINEAR', 'LINEAR_EXACT', 'SIGMOID', 'LOG'],
  ...['YES', 'NO', 'R', 'L', 'B', 'U', 'AP', 'PA', 'LL', 'RL'],
])

const characterSet = /^(ISO[-_ ]?(2022[-_ ]?)?IR[-_ ]?\d+|GB18030|GBK|UTF-8)$/

/** Whether a code says what it says, whatever a patient is called. */
export const isTerm = (code: string): boolean => code === '' || terms.has(code) || characterSet.test(code)

/** The codes of a text; empty where one is not what its VR allows, PS3.5 6.2. */
export function codesIn(text: string): string[] {
  return text.split('\\').map((value) => {
    const code = value
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .toUpperCase()
    return isTerm(code) || /^[A-Z0-9_ ]{1,16}$/.test(code) ? code : ''
  })
}
