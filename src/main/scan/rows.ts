import { createHmac } from 'node:crypto'
import type { FileHeader } from '#shared/film.ts'
import { roundedFinding } from '#shared/finding.ts'
import type { Problem } from '#shared/problem.ts'
import type { ScanOptions, ScanRow } from '#shared/scan.ts'
import type { FrameRead } from '#main/compute/index.ts'

/** What all rows of a scan share. */
export type RowContext = {
  model: string
  modelSha256: string
  engine: string
  programVersion: string
  patientId: ScanOptions['patientId']
  /** Without it a hash of a patient id could be found by trying all ids. */
  hashKey: Uint8Array
}

/** One part in a million is more than any calibration can tell apart. */
const rounded = (value: number): number => Number(value.toFixed(6))

/** The row of one frame. */
export function frameRow(file: string, header: FileHeader, read: FrameRead, context: RowContext): ScanRow {
  const row = { ...sharedCells(file, context), ...headerCells(header, context), frame: read.frame }
  if ('problem' in read) return { ...row, ...errorCells(read.problem) }
  const { verdict, probability, findings, branches, experts, engine, warnings, milliseconds } = read.reading
  return {
    ...row,
    engine,
    verdict,
    // A number beside no verdict would be taken for one.
    ...(verdict === 'not-judged'
      ? {}
      : {
          probability: rounded(probability),
          teacher: rounded(branches.teacher),
          student: rounded(branches.student),
        }),
    experts: experts.map(rounded),
    ...(findings ? { findings: findings.map(roundedFinding) } : {}),
    warnings: read.unwritten ? [...warnings, 'result-not-written'] : warnings,
    milliseconds: Math.round(milliseconds),
  }
}

/** The row of a file that could not be opened. */
export function errorRow(file: string, problem: Problem, context: RowContext): ScanRow {
  return { ...sharedCells(file, context), ...errorCells(problem) }
}

function sharedCells(file: string, { model, modelSha256, engine, programVersion }: RowContext) {
  return {
    file,
    model,
    model_sha256: modelSha256,
    engine,
    program_version: programVersion,
    read_at: new Date().toISOString(),
  }
}

function errorCells({ code, message }: Problem): Partial<ScanRow> {
  return { error_code: code, error: message }
}

function headerCells(header: FileHeader, context: RowContext): Partial<ScanRow> {
  return {
    study_uid: header.studyInstanceUid,
    series_uid: header.seriesInstanceUid,
    instance_uid: header.sopInstanceUid,
    patient_id: patientCell(header.patientId, context),
    modality: header.modality,
    body_part: header.bodyPart,
    view: header.view,
    study_date: header.studyDate,
  }
}

function patientCell(patientId: string | undefined, { patientId: wish, hashKey }: RowContext): string | undefined {
  if (patientId === undefined || wish === 'omit') return undefined
  return wish === 'keep' ? patientId : createHmac('sha256', hashKey).update(patientId).digest('hex').slice(0, 32)
}
