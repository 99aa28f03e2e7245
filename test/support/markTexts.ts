import { writeFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newFolder } from './folder.ts'

/** Writes texts by their names below a folder, a new one if none is given, and answers with it. */
export async function writeTexts(texts: Readonly<Record<string, string | object>>, into?: string): Promise<string> {
  const folder = into ?? (await newFolder())
  for (const [name, content] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

/** A COCO file of images with the boxes on them, all of one category. */
export function cocoOf(
  images: Readonly<Record<string, { size?: [width: number, height: number]; boxes?: number[][] }>>,
  categories: object[] = [{ id: 1, name: 'fractured' }],
) {
  const named = Object.entries(images)
  return {
    images: named.map(([file_name, { size }], id) => ({ id, file_name, ...(size ? { width: size[0], height: size[1] } : {}) })), // prettier-ignore
    annotations: named.flatMap(([, { boxes = [] }], image_id) =>
      boxes.map((bbox, at) => ({ id: 100 * image_id + at, image_id, category_id: 1, bbox, segmentation: [] })),
    ),
    categories,
  }
}

export function vocOf(fileName: string, size: [number, number], objects: [name: string, corners: number[]][]): string {
  const boxes = objects.map(([name, [xmin, ymin, xmax, ymax]]) => `<object><name>${name}</name><bndbox><ymin>${ymin}</ymin><xmin>${xmin}</xmin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`) // prettier-ignore
  return `<?xml version="1.0"?>\n<!-- made here --><annotation><filename>${fileName}</filename><size><width>${size[0]}</width><height>${size[1]}</height><depth>1</depth></size>${boxes.join('')}</annotation>`
}
