import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import opentype, { type Font } from 'opentype.js'

const files = ['roboto-latin-400-normal.woff', 'roboto-latin-ext-400-normal.woff']
let loaded: Font[] | undefined

/**
 * Fonts that come with the program: those of the system differ from one to the next, and where there are none, texts
 * become boxes without an error.
 */
function fonts(): Font[] {
  loaded ??= files.map((file) => {
    const bytes = readFileSync(createRequire(import.meta.url).resolve(`@fontsource/roboto/files/${file}`))
    return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  })
  return loaded
}

/** A stretch of characters that one font has. What none has becomes a question mark. */
type Run = { font: Font; text: string }

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  for (const wanted of text) {
    const known = fonts().find((font) => font.charToGlyphIndex(wanted) !== 0)
    const [font, character] = known ? [known, wanted] : [fonts()[0]!, '?']
    const last = runs.at(-1)
    if (last?.font === font) last.text += character
    else runs.push({ font, text: character })
  }
  return runs
}

/** Pixels that a line takes at this size. */
export function widthOf(text: string, size: number): number {
  return runsOf(text).reduce((sum, run) => sum + run.font.getAdvanceWidth(run.text, size), 0)
}

/** A line as SVG path data; x and y are where its base line begins, pixels. */
export function outlineOf(text: string, x: number, y: number, size: number): string {
  let at = x
  return runsOf(text)
    .map((run) => {
      const path = run.font.getPath(run.text, at, y, size).toPathData(2)
      at += run.font.getAdvanceWidth(run.text, size)
      return path
    })
    .join('')
}

/** Lines that are no wider than `width`, broken between words, a word that is too long between its letters. */
export function wrapped(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer, size) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const letter of word) {
      if (line !== '' && widthOf(line + letter, size) > width) {
        lines.push(line)
        line = ''
      }
      line += letter
    }
  }
  return [...lines, line]
}
