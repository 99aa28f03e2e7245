const lineHeightPx = 20
const marginPx = 10
const fontAt = (density: number) => `${13 * density}px system-ui, sans-serif`

/**
 * What a viewport shows as a PNG, at the screen's own resolution: the film, overlays, and what is drawn over them.
 * Corner texts, which name the patient, are left out. `host` holds canvases and `svg[data-export]`, in the order in
 * which they lie. The caption stands below the film and covers nothing of it, a line each, broken where it is too long.
 */
export async function exportPicture(
  host: HTMLElement,
  film: HTMLCanvasElement,
  caption: readonly string[] = [],
): Promise<Blob> {
  const picture = document.createElement('canvas')
  picture.width = film.width
  picture.height = film.height
  const context = picture.getContext('2d', { alpha: false })!
  const density = window.devicePixelRatio || 1
  context.font = fontAt(density)
  const lines = caption.flatMap((line) =>
    brokenLine(line, film.width - 2 * marginPx * density, (text) => context.measureText(text).width),
  )
  // A new size clears the canvas, the font included.
  if (lines.length) picture.height += (lines.length * lineHeightPx + 2 * marginPx) * density
  context.drawImage(film, 0, 0)
  // All of one moment: while one is decoded, another film may come and take the others away.
  const layers = [...host.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas.overlay, svg[data-export]')]
    .filter((layer) => layer.clientWidth > 0)
    .map((layer) => (layer instanceof SVGSVGElement ? imageOf(layer, film) : copyOf(layer)))
  for (const layer of layers) {
    if (layer instanceof HTMLImageElement) await layer.decode()
    context.drawImage(layer, 0, 0, film.width, film.height)
  }
  context.font = fontAt(density)
  context.fillStyle = '#e6e6e6'
  context.textBaseline = 'middle'
  for (const [index, line] of lines.entries()) {
    context.fillText(line, marginPx * density, film.height + (marginPx + (index + 0.5) * lineHeightPx) * density)
  }
  return new Promise((resolve, reject) =>
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture.'))), 'image/png'),
  )
}

/** Lines that are no wider than `width`, broken between words. A word that is wider by itself is left as it is. */
export function brokenLine(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && widthOf(longer) <= width) return [...lines.slice(0, -1), longer]
    return [...lines, word]
  }, [])
}

function copyOf(layer: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas')
  copy.width = layer.width
  copy.height = layer.height
  copy.getContext('2d')!.drawImage(layer, 0, 0)
  return copy
}

/** Still to be decoded. */
function imageOf(layer: SVGSVGElement, size: { width: number; height: number }): HTMLImageElement {
  const copy = layer.cloneNode(true) as SVGSVGElement
  for (const handle of copy.querySelectorAll('[data-no-export]')) handle.remove()
  copy.setAttribute('viewBox', `0 0 ${layer.getAttribute('width')} ${layer.getAttribute('height')}`)
  copy.setAttribute('width', String(size.width))
  copy.setAttribute('height', String(size.height))
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  return image
}
