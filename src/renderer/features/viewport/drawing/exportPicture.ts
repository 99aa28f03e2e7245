/**
 * What a viewport shows as a PNG, at the screen's own resolution: the film, overlays, and what is drawn over them.
 * Corner texts, which name the patient, are left out. `host` holds canvases and `svg[data-export]`, in the order in
 * which they lie.
 */
export async function exportPicture(host: HTMLElement, film: HTMLCanvasElement): Promise<Blob> {
  const picture = document.createElement('canvas')
  picture.width = film.width
  picture.height = film.height
  const context = picture.getContext('2d', { alpha: false })!
  context.drawImage(film, 0, 0)
  for (const layer of host.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas.overlay, svg[data-export]')) {
    const drawn = layer instanceof SVGSVGElement ? await toImage(layer, film) : layer
    if (layer.clientWidth > 0) context.drawImage(drawn, 0, 0, film.width, film.height)
  }
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
