import { DOMParser, type Element } from '@xmldom/xmldom'
import { ProblemError } from '#shared/problem.ts'
import { plainName, type MarkReader, type SaidMark } from '../markFile.ts'

const ofVoc = { format: 'Pascal VOC' } as const

/** Pascal VOC: one XML a film; corners are taken as they stand, in film pixels. Declarations (DOCTYPE) are refused. */
export const voc: MarkReader = {
  format: 'voc',
  tells: (text) => /^<annotation[\s>]/.test(withoutProlog(text).slice(0, 20)),
  read(text, path) {
    const root = parse(text)
    const stem = path.replace(/\.[^./]*$/, '')
    const size = child(root, 'size')
    const [width, height] = size ? [numberOf(size, 'width'), numberOf(size, 'height')] : [0, 0]
    const marks = children(root, 'object').map((object, index) => markOf(object, `object ${index + 1}`))
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
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') || rest.startsWith('<!') ? '>' : undefined
    const at = end === undefined ? -1 : rest.indexOf(end, 2)
    if (end === undefined || at < 0) return rest
    rest = rest.slice(at + end.length).trimStart()
  }
}

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

function markOf(object: Element, where: string): SaidMark {
  const box = child(object, 'bndbox')
  if (!box) throw new ProblemError('marks-file-damaged', ofVoc, { where })
  const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => numberOf(box, name))
  if ([left, top, right, bottom].some(Number.isNaN)) throw new ProblemError('marks-file-damaged', ofVoc, { where })
  if (right < left || bottom < top) throw new ProblemError('marks-negative-side', { where })
  const category = textOf(object, 'name')?.slice(0, 100)
  return {
    outline: { shape: 'box', x: left, y: top, width: right - left, height: bottom - top },
    ...(category ? { category } : {}),
  }
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
