/**
 * What a viewport shows as a PNG, at the screen's own resolution: the film, overlays, and what is drawn over them.
 * Corner texts, which name the patient, are left out. `host` holds canvases and `svg[data-export]`, in the order in
 * which they lie. The caption stands below the film and covers nothing of it.
 */
export async function exportPicture(
  host: HTMLElement,
  film: HTMLCanvasElement,
  caption: readonly string[] = [],
): Promise<Blob> {
  const picture = document.createElement('canvas')
  const fontPx = Math.max(12, Math.round(film.width / 56))
  const linePx = Math.round(1.5 * fontPx)
  picture.width = film.width
  picture.height = film.height + (caption.length > 0 ? caption.length * linePx + fontPx : 0)
  const context = picture.getContext('2d', { alpha: false })!
  context.drawImage(film, 0, 0)
  for (const layer of host.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas.overlay, svg[data-export]')) {
    const drawn = layer instanceof SVGSVGElement ? await toImage(layer, film) : layer
    if (layer.clientWidth > 0) context.drawImage(drawn, 0, 0, film.width, film.height)
  }
  context.fillStyle = '#e6e6e6'
  context.textBaseline = 'middle'
  context.font = `${fontPx}px sans-serif`
  for (const [index, line] of caption.entries())
    context.fillText(line, fontPx, film.height + fontPx / 2 + (index + 0.5) * linePx, film.width - 2 * fontPx)
  return new Promise((resolve, reject) =>
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture.'))), 'image/png'),
  )
}

async function toImage(layer: SVGSVGElement, size: { width: number; height: number }): Promise<HTMLImageElement> {
  const copy = layer.cloneNode(true) as SVGSVGElement
  for (const handle of copy.querySelectorAll('[data-no-export]')) handle.remove()
  copy.setAttribute('viewBox', `0 0 ${layer.getAttribute('width')} ${layer.getAttribute('height')}`)
  copy.setAttribute('width', String(size.width))
  copy.setAttribute('height', String(size.height))
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  return image
}
