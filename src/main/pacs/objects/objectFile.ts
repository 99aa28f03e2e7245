import dicomParser from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { ObjectFile } from '../peer.ts'

const uids = { instance: 'x00080018', study: 'x0020000d', series: 'x0020000e' } as const
const uidPattern = /^[0-9.]{1,64}$/

/**
 * Which object a DICOM file holds. Rejects with 'pacs-not-dicom' for one that does not say, or is no DICOM, and as
 * `readRegularFile` does.
 */
export async function objectFile(path: string): Promise<ObjectFile> {
  const file = await readRegularFile(path)
  let found: (string | undefined)[]
  try {
    // Enough for all three; the pixels need not be looked at.
    const data = dicomParser.parseDicom(file, { untilTag: uids.series })
    found = [uids.instance, uids.study, uids.series].map((tag) => data.string(tag))
  } catch (cause) {
    throw new ProblemError('pacs-not-dicom', { cause })
  }
  const [instance, study, series] = found
  if (![instance, study, series].every((uid) => uid !== undefined && uidPattern.test(uid)))
    throw new ProblemError('pacs-not-dicom')
  return { path, sopInstanceUid: instance!, place: [study!, series!] }
}
