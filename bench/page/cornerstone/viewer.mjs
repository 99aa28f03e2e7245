/** One viewport of cornerstone3D, whose page opens films by URL; built and served by `cornerstone.ts`. */
import { Enums, init, RenderingEngine, setUseCPURendering } from '@cornerstonejs/core'
import { init as initLoader } from '@cornerstonejs/dicom-image-loader'

init()
initLoader({ maxWebWorkers: 2 })
// Neither this program's page nor the browser of the measurement has a graphics card.
setUseCPURendering(true)

const element = document.querySelector('main')
const engine = new RenderingEngine('films')
engine.enableElement({ viewportId: 'film', type: Enums.ViewportType.STACK, element })
const viewport = engine.getViewport('film')
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** Milliseconds from the request until the frame after the one in which the film was drawn. */
globalThis.openFilm = async (url) => {
  const began = performance.now()
  const drawn = new Promise((resolve) => element.addEventListener(Enums.Events.IMAGE_RENDERED, resolve, { once: true }))
  await viewport.setStack([`wadouri:${url}`])
  viewport.render()
  await drawn
  await frame()
  return performance.now() - began
}
globalThis.isReady = true
