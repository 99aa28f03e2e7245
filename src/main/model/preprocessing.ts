import type { NetworkShape } from '#shared/model.ts'

/**
 * What turns a film into the network's input, for programs that have the `.onnx` file alone: the steps in their order,
 * with their numbers. It says in data what `networkInput` and the formats do; `test/main/model/onnxMetadata.test.ts`
 * holds the two together.
 */
export function preprocessing({ inputSize, fit }: Pick<NetworkShape, 'inputSize' | 'fit'>) {
  return {
    version: 1,
    input: { name: 'film', layout: 'NCHW', channels: 1, rows: inputSize, columns: inputSize, type: 'float32' },
    steps: [
      { step: 'upright', by: 'EXIF orientation' },
      // DICOM: PS3.3 C.11.1 (modality LUT), C.11.2 (VOI LUT), C.7.6.3.1.2 (MONOCHROME1), C.7.6.11 (shutter).
      {
        step: 'dicom',
        do: ['modality LUT', 'VOI LUT or window, where the film has one', 'invert MONOCHROME1', 'padding and shutter'],
        note: 'Of other formats nothing. A film with a VOI LUT or a window is shown from 0 to 1 by it, and not stretched.',
      },
      { step: 'grey', weights: [0.299, 0.587, 0.114], rounded: true, note: 'BT.601, of films in colour only' },
      {
        step: 'stretch',
        from: 'minimum and maximum of the film',
        to: [0, 1],
        constantFilm: 0.5,
        note: 'In floating point. Not to 0..255, and not by the range of the file format.',
      },
      {
        step: 'resize',
        to: fit === 'squash' ? 'square' : 'longest side',
        side: inputSize,
        filter: 'triangle',
        antialias: true,
        rounding: 'half up',
        precision: 'float32',
        note: 'The triangle is as wide as one target pixel where it shrinks (Pillow: BILINEAR in mode F).',
      },
      ...(fit === 'pad'
        ? [{ step: 'pad', to: 'square', side: inputSize, value: 0, align: 'centre, odd one after' }]
        : []),
    ],
    note: 'No other normalisation: that of ImageNet is in the network.',
  }
}
