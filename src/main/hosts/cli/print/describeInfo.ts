import type { FileInfo } from '#shared/fileInfo.ts'
import type { Spacing, VoiWindow } from '#shared/film.ts'
import type { Problem } from '#shared/problem.ts'
import { printable } from './printable.ts'

/** One file's answer. */
export type InfoRow = { file: string } & ({ info: FileInfo } | { problem: Problem })

const errorOf = ({ code, message, where }: Problem) => ({ code, message, ...(where === undefined ? {} : { where }) })

/** A row as `--json` prints it. */
export function infoRecord(row: InfoRow): object {
  const { file } = row
  if ('problem' in row) return { file, error: errorOf(row.problem) }
  if (!('problem' in row.info)) return { file, ...row.info }
  const { problem, ...info } = row.info
  return { file, ...info, error: errorOf(problem) }
}

function line(format: string, syntax: string, modality: string, size: string, bits: string, rest: string): string {
  return [format.padEnd(6), syntax.padEnd(23), modality.padEnd(8), size.padEnd(17), bits.padEnd(10), rest]
    .join('  ')
    .trimEnd()
}

export const infoHeading = line('FORMAT', 'TRANSFER SYNTAX', 'MODALITY', 'COLUMNS × ROWS', 'BITS', 'FILE')

/** A row for a person; what does not fit a column follows on a line of its own. */
export function describeInfo(row: InfoRow): string[] {
  if ('problem' in row) return [line('–', '', '', '', '', `${row.file}: ${row.problem.message}`)]
  const { info } = row
  const size = `${info.columns} × ${info.rows}${info.frames > 1 ? ` × ${info.frames}` : ''}`
  const bits = `${info.bitsStored}/${info.bitsAllocated}${info.signed ? ' ±' : ''}`
  const first = line(info.format, info.transferSyntax ?? '', info.modality ?? '', size, bits, row.file)
  return [first, `        ${details(info).join('; ')}`]
}

function details(info: FileInfo): string[] {
  const facts = [printable(info.photometric), ...(info.lossy ? ['lossy'] : []), spacingText(info.spacing)]
  if ('problem' in info) return [...facts, info.problem.message]
  const warnings = info.warnings.length > 0 ? [`warnings: ${info.warnings.join(', ')}`] : []
  return [...facts, windowText(info.window, info.windowFrom), ...warnings, `pixels ${info.pixelsSha256}`]
}

function windowText({ center, width, function: voi }: VoiWindow, from: 'file' | 'values'): string {
  return `window ${center} / ${width} ${voi} ${from === 'file' ? 'of the file' : 'over the values'}`
}

function spacingText(spacing: Spacing): string {
  if (spacing.calibration === 'none') {
    return spacing.pixelAspect === undefined
      ? 'no spacing'
      : `no spacing, pixels ${spacing.pixelAspect} × as high as wide`
  }
  const size = `${spacing.rowMm} × ${spacing.columnMm} mm`
  return spacing.calibration === 'calibrated' ? `${size} calibrated` : `${size} at the detector`
}
