import type { Mark } from '#shared/mark.ts'
import { areaOf, boundsOf, cornersOf } from '#shared/markGeometry.ts'
import { plainCategory, type FilmToWrite, type WrittenMarks } from './filmToWrite.ts'

/**
 * Marks as COCO JSON for object detection. An image without annotations says that there is nothing on it; so films are
 * left out of which only "fracture" or "unsure" is known. Ellipses are polygons for others, and ellipses again for us
 * (`attributes`).
 */
export function cocoText(all: readonly FilmToWrite[]): WrittenMarks {
  const films = all.filter(({ marks, answer }) => (marks?.length ?? 0) > 0 || answer === 'none' || (marks && !answer))
  const names = [...new Set(films.flatMap(({ marks = [] }) => marks.map(categoryOf)))]
  if (names.length === 0) names.push(plainCategory)
  const annotations = films
    .flatMap(({ marks = [] }, image) => marks.map((mark) => ({ image, mark })))
    .map(({ image, mark }, index) => ({
      id: index + 1,
      image_id: image + 1,
      category_id: names.indexOf(categoryOf(mark)) + 1,
      bbox: Object.values(boundsOf(mark)),
      area: areaOf(mark),
      segmentation: mark.shape === 'box' ? [] : [cornersOf(mark).flat()],
      iscrowd: 0,
      attributes: { shape: mark.shape },
    }))
  const coco = {
    info: { description: 'Fractures marked on films', version: '1' },
    licenses: [],
    images: films.map(({ file, columns, rows, frame, answer, reader }, index) => ({
      id: index + 1,
      file_name: file,
      width: columns,
      height: rows,
      ...(frame > 0 ? { frame } : {}),
      ...(answer ? { answer } : {}),
      ...(reader ? { reader } : {}),
    })),
    annotations,
    categories: names.map((name, index) => ({ id: index + 1, name, supercategory: plainCategory })),
  }
  const text = `${JSON.stringify(coco, undefined, 1)}\n`
  return { text, films: films.length, marks: annotations.length, leftOut: all.length - films.length }
}

const categoryOf = ({ category }: Mark): string => category ?? plainCategory
