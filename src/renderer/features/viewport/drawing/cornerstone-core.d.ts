/** The part of cornerstone-core 2.6.1 that the viewport uses; the package brings no types. */
declare module 'cornerstone-core' {
  export type Viewport = {
    scale: number
    translation: { x: number; y: number }
    voi: { windowWidth: number; windowCenter: number }
    invert: boolean
    /** Degrees, clockwise. */
    rotation: number
    hflip: boolean
  }
  export type Image = {
    imageId: string
    minPixelValue: number
    maxPixelValue: number
    slope: number
    intercept: number
    windowCenter: number
    windowWidth: number
    invert: boolean
    rows: number
    columns: number
    height: number
    width: number
    color: boolean
    sizeInBytes: number
    rowPixelSpacing: number
    columnPixelSpacing: number
    /** Replaces the library's own drawing. */
    render(enabledElement: EnabledElement): void
  }
  export type EnabledElement = { canvas: HTMLCanvasElement; image?: Image; viewport: Viewport }
  type Library = {
    enable(element: HTMLElement): void
    disable(element: HTMLElement): void
    displayImage(element: HTMLElement, image: Image, viewport?: Viewport): void
    getEnabledElement(element: HTMLElement): EnabledElement
    getDefaultViewportForImage(element: HTMLElement, image: Image): Viewport
    getViewport(element: HTMLElement): Viewport | undefined
    setViewport(element: HTMLElement, viewport: Partial<Viewport>): void
    updateImage(element: HTMLElement): void
    fitToWindow(element: HTMLElement): void
    resize(element: HTMLElement, forceFitToWindow: boolean): void
    internal: {
      calculateTransform(enabledElement: EnabledElement): { m: [number, number, number, number, number, number] }
    }
    EVENTS: { IMAGE_RENDERED: string }
  }
  const cornerstone: Library
  export default cornerstone
}
