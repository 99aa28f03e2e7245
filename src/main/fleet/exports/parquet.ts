import { chmod } from 'node:fs/promises'
import { fileWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer'
import { z } from 'zod'
import { scanColumns, scanRowSchema, type ScanColumn, type ScanRow } from '#shared/scan.ts'
import { reportCell } from '#main/scan/index.ts'

/** As large as readers like to take at a time. */
const rowsInGroup = 50_000

/** Numbers are numbers; everything else is the text that a CSV has. */
function typeOf(column: ScanColumn): 'INT32' | 'DOUBLE' | 'STRING' {
  const shape: z.ZodType = scanRowSchema.shape[column]
  const inner = shape instanceof z.ZodOptional ? shape.unwrap() : shape
  if (!(inner instanceof z.ZodNumber)) return 'STRING'
  return inner.isInt ? 'INT32' : 'DOUBLE'
}

function columnOf(name: ScanColumn, rows: readonly ScanRow[]): ColumnSource {
  const type = typeOf(name)
  const text = (row: ScanRow): string | null => {
    const cell = reportCell(row, name)
    return cell === undefined ? null : String(cell)
  }
  const data = rows.map((row) => (type === 'STRING' ? text(row) : (row[name] ?? null)))
  return { name, data, type, nullable: true }
}

/** Resolves with how many rows there are. */
export async function writeParquet(path: string, pages: AsyncIterable<ScanRow[]>): Promise<number> {
  const file = fileWriter(path)
  await chmod(path, 0o600)
  const schema = schemaFromColumnData({ columnData: scanColumns.map((name) => columnOf(name, [])) })
  const writer = new ParquetWriter({ writer: file, schema, createdBy: 'FractureGuard' })
  let waiting: ScanRow[] = []
  let count = 0
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return
    await writer.write({ columnData: scanColumns.map((name) => columnOf(name, waiting)), rowGroupSize: rowsInGroup })
    waiting = []
  }
  for await (const rows of pages) {
    waiting.push(...rows)
    count += rows.length
    if (waiting.length >= rowsInGroup) await flush()
  }
  await flush()
  await writer.finish()
  return count
}
