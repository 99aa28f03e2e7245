import { DOMParser, type Element } from '@xmldom/xmldom'
import { ProblemError } from '#shared/problem.ts'
import { plainName, type MarkReader, type SaidMark } from './markFile.ts'

const ofVoc = { format: 'Pascal VOC' } as const

/** Pascal VOC: one XML a film; boxes by their corners. Declarations (DOCTYPE) are refused. */
export const voc: MarkReader = {
  format: 'voc',
  tells: (text) => /^<annotation[\s>]/.test(withoutProlog(text).slice(0, 20)),
  read(text, path) {
    const root = parse(text)
    const stem = path.replace(/\.[^./]*$/, '')
    const size = child(root, 'size')
    const [width, height] = size ? [numberOf(size, 'width'), numberOf(size, 'height')] : [0, 0]
    const objects = children(root, 'object').map((object, index) => objectOf(object, `object ${index + 1}`))
    const first = firstPixel(objects.map(({ corners }) => corners))
    const marks = objects.map(({ corners: [left, top, right, bottom], category }): SaidMark => {
      const [x, y] = [left - first, top - first]
      return { outline: { shape: 'box', x, y, width: right - x, height: bottom - y }, ...category }
    })
    return {
      format: 'voc',
      films: [
        {
          name: plainName(textOf(root, 'filename') ?? '') || stem,
          otherName: stem,
          frame: 0,
          // Some tools write 0 where they do not know.
          ...(width > 0 && height > 0 ? { size: { width, height } } : {}),
          marks,
        },
      ],
      categories: [...new Set(marks.flatMap(({ category }) => category ?? []))],
      fractures: [],
      masks: 0,
    }
  },
}

/** The text from its first element on. Step by step: a pattern for all of it could take forever on a crafted file. */
function withoutProlog(text: string): string {
  let rest = text.replace(/^\uFEFF/, '').trimStart()
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : declarations.test(rest) ? ']' : /^<[?!]/.test(rest) ? '>' : undefined
    const at = end === undefined ? -1 : rest.indexOf(end, 2)
    if (end === undefined || at < 0) return rest
    const after = end === ']' ? rest.indexOf('>', at) : at + end.length - 1
    rest = rest.slice(after + 1).trimStart()
  }
}

/** A DOCTYPE with declarations of its own in brackets. */
const declarations = /^<!DOCTYPE[^>[]*\[/i

function parse(text: string): Element {
  // Nobody needs declarations here, and entities made in them can grow without end.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new ProblemError('marks-voc-declarations')
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message)
      },
    })
    return parser.parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml').documentElement!
  } catch (cause) {
    throw new ProblemError('marks-file-damaged', ofVoc, { cause })
  }
}

type Corners = [left: number, top: number, right: number, bottom: number]

/**
 * The standard counts pixels from 1 (VOC development kit: the top left one is 1, 1), both corners within the box, so that
 * 1 to the width covers the film. What has fractions or begins at 0 are no numbers of pixels.
 */
function firstPixel(all: readonly Corners[]): 0 | 1 {
  return all.every((corners) => corners.every(Number.isInteger) && corners[0] > 0 && corners[1] > 0) ? 1 : 0
}

function objectOf(object: Element, where: string): { corners: Corners; category: { category?: string } } {
  const box = child(object, 'bndbox')
  if (!box) throw new ProblemError('marks-file-damaged', ofVoc, { where })
  const corners = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => numberOf(box, name)) as Corners
  const [left, top, right, bottom] = corners
  if (corners.some(Number.isNaN)) throw new ProblemError('marks-file-damaged', ofVoc, { where })
  if (right < left || bottom < top) throw new ProblemError('marks-negative-side', { where })
  const category = textOf(object, 'name')?.slice(0, 100)
  return { corners, category: category ? { category } : {} }
}

function children(parent: Element, name: string): Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeName === name) found.push(node as Element)
  }
  return found
}
const child = (parent: Element, name: string): Element | undefined => children(parent, name)[0]
const textOf = (parent: Element, name: string): string | undefined => child(parent, name)?.textContent?.trim()
const numberOf = (parent: Element, name: string): number => {
  const text = textOf(parent, name)
  return text ? Number(text) : NaN
}
